package org.youdai.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.youdai.ListSource;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.IdentityDocument;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.feed.FolderStore;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.TimeSpan;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueHours;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.replay.FallbackGuard;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.SignatureAlgorithm;

/** Plays a {@link Script}. */
final class ScriptRun {
  private static final List<SignatureAlgorithm> ISSUERS =
      List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.SM2, SignatureAlgorithm.ED25519);

  /** A day that is no holiday: a Saturday, as {@link TestAuthority#NOW} is. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 21);

  private final TestAuthority authority =
      TestAuthority.create(5, ISSUERS.toArray(SignatureAlgorithm[]::new));
  private final DrillClock clock = new DrillClock(at(FIRST_DAY, LocalTime.of(8, 0)));
  private final Map<String, QrText> codes = new HashMap<>();
  private final Map<String, HolderPhone> phones = new HashMap<>();
  private final List<Passage> passages = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final ListStore store;
  private final BiFunction<Gate, QrText, Answer> scanner;
  private final Line line = new Line();
  private final Map<Integer, Gate> gates = new HashMap<>();

  private VenueProfile venue = VenueProfile.of("v", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
  private Duration debounce = GateProfile.DEFAULT_DEBOUNCE;
  private int gatesMade;
  private boolean isShared;
  private boolean isDiskFull;
  private boolean isCut;
  private LocalDate day = FIRST_DAY;

  private Map<String, byte[]> published = Map.of();
  private Optional<SnapshotFeed> feed = Optional.empty();
  private final Map<String, Integer> journal = new LinkedHashMap<>();
  private final Set<String> written = new HashSet<>();

  private ScriptRun(Path store, BiFunction<Gate, QrText, Answer> scanner) {
    this.store = FolderStore.of(store);
    this.scanner = scanner;
  }

  /**
   * Plays a script and returns what was not as expected.
   *
   * @param store an empty folder for the signed lists
   */
  static List<String> play(Script script, Path store) {
    return play(script, store, (gate, code) -> gate.scan(code.reveal()));
  }

  /**
   * Plays a script and returns what was not as expected.
   *
   * @param scanner hands in a code for which the script names no other form
   */
  static List<String> play(Script script, Path store, BiFunction<Gate, QrText, Answer> scanner) {
    ScriptRun run = new ScriptRun(store, scanner);
    run.published = run.authority.authority.publish(run.clock.instant().minusSeconds(60));
    for (Script.Line each : script.lines()) {
      try {
        run.play(each.words(), each.place());
      } catch (RuntimeException | IOException broken) {
        throw new IllegalStateException(each.place() + " " + each.words(), broken);
      }
    }
    return run.failures;
  }

  private static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(BenefitPolicy.ZONE).toInstant();
  }

  private void play(List<String> words, String place) throws IOException {
    switch (words.get(0)) {
      case "venue" -> venue(words);
      case "set" -> set(words);
      case "card" -> card(words);
      case "phone" -> phone(words);
      case "passengers" -> passengers(words, place);
      default -> step(words, place);
    }
  }

  private void venue(List<String> words) {
    VenueProfile named =
        VenueProfile.of(
            "v",
            VenueCategory.valueOf(upper(words.get(1))),
            Ownership.valueOf(upper(words.get(2))));
    venue = words.size() > 3 ? named.withService(words.get(3)) : named;
  }

  private void set(List<String> words) {
    String value = words.get(2);
    switch (words.get(1)) {
      case "reuse" -> venue = venue.withReuseInterval(duration(value));
      case "debounce" -> debounce = duration(value);
      case "stale" -> venue = venue.withDoubt(venue.doubt().withStaleLimit(duration(value)));
      case "used-recently" -> venue = venue.withDoubt(venue.doubt().withUsedRecently(step(value)));
      case "lists-expired" -> venue = venue.withDoubt(venue.doubt().withListsExpired(step(value)));
      case "lists-too-old" -> venue = venue.withDoubt(venue.doubt().withListsTooOld(step(value)));
      case "clock-suspect" -> venue = venue.withDoubt(venue.doubt().withClockSuspect(step(value)));
      case "live" -> venue = venue.withLiveWindow(duration(value), duration(words.get(3)));
      case "option" -> venue = venue.withOption(value, words.get(3).equals("on"));
      case "hours" -> {
        List<VenueHours> hours = new ArrayList<>(venue.hours());
        hours.add(hours(value, words.get(3), words.size() > 4 ? words.get(4) : ""));
        venue = venue.withHours(hours);
      }
      case "guard" -> isShared = value.equals("shared");
      default -> throw new IllegalArgumentException(words.toString());
    }
  }

  private static VenueHours hours(String days, String span, String tariff) {
    Set<DayOfWeek> set = new HashSet<>();
    if (!days.equals("daily")) {
      for (String each : days.split(",", -1)) {
        set.add(DayOfWeek.valueOf(upper(each)));
      }
    }
    String[] ends = span.split("-", 2);
    return new VenueHours(
        set,
        new TimeSpan(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])),
        tariff.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(tariff)));
  }

  private static WhenInDoubt.Step step(String word) {
    return WhenInDoubt.Step.valueOf(upper(word));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private void card(List<String> words) {
    Set<String> flags = new HashSet<>(words.subList(3, words.size()));
    Instant now = clock.instant();
    Validity validity =
        flags.contains("expired")
            ? new Validity(now.minus(Duration.ofDays(300)), now.minusSeconds(1))
            : flags.contains("future")
                ? new Validity(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(300)))
                : new Validity(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(300)));
    CredentialDraft draft =
        CredentialDraft.of(
            flags.contains("printed")
                ? DocumentKind.PRINTED_ELDERLY_CERTIFICATE
                : DocumentKind.ELDERLY_CERTIFICATE,
            Integer.parseInt(words.get(2)),
            now.minus(Duration.ofDays(30)),
            validity,
            authority.authority.takePlace());
    var issuer = authority.authority.issuer(issuer(flags));
    codes.put(
        words.get(1),
        flags.contains("jws")
            ? issuer.issueJws(draft, SandboxAuthority.URI_PREFIX + draft.place().list())
            : issuer.issue(draft));
    if (flags.contains("forged")) {
      String text = codes.get(words.get(1)).reveal();
      char last = text.charAt(text.length() - 2) == '0' ? '1' : '0';
      String forged =
          text.substring(0, text.length() - 2) + last + text.substring(text.length() - 1);
      codes.put(words.get(1), QrText.of(forged));
    }
  }

  private static int issuer(Set<String> flags) {
    return flags.contains("sm2") ? 1 : flags.contains("ed25519") ? 2 : 0;
  }

  private void phone(List<String> words) {
    Set<String> flags = new HashSet<>(words.subList(3, words.size()));
    Instant now = clock.instant();
    SigningKey key =
        SigningKey.generate(ISSUERS.get(issuer(flags)), TestAuthority.random(phones.size()));
    byte[] credential =
        authority
            .authority
            .issuer(0)
            .issueBytes(
                CredentialDraft.of(
                        DocumentKind.ELDERLY_CERTIFICATE,
                        Integer.parseInt(words.get(2)),
                        now.minus(Duration.ofDays(30)),
                        new Validity(
                            now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(300))),
                        authority.authority.takePlace())
                    .boundTo(key.verifyingKey()));
    phones.put(words.get(1), new HolderPhone(key, credential));
  }

  /** A time, what happens, and after an arrow what is expected. */
  private void step(List<String> words, String place) throws IOException {
    moveTo(words.get(0));
    int arrow = words.indexOf("->");
    List<String> what = words.subList(1, arrow < 0 ? words.size() : arrow);
    List<String> expected = arrow < 0 ? List.of() : words.subList(arrow + 1, words.size());
    List<String> rest = what.subList(1, what.size());
    switch (what.get(0)) {
      case "scan" -> expect(scan(rest), expected, place);
      case "show" -> expect(gate(1).present(document(rest)), expected, place);
      case "shoot" -> codes.put(rest.get(0), live(rest.get(1), Duration.ZERO));
      case "annul" -> {
        Passage passage = passages.get(Integer.parseInt(rest.get(0)) - 1);
        require(gate(gateOf(rest)).annul(passage.id()).name(), expected.get(0), place);
      }
      case "journal" -> {
        for (int i = 0; i < rest.size(); i += 2) {
          String count = Integer.toString(journal.getOrDefault(upper(rest.get(i)), 0));
          require(rest.get(i) + " " + count, rest.get(i) + " " + rest.get(i + 1), place);
        }
      }
      case "health" -> {
        for (String word : rest) {
          requireHealth(word, gate(1).health(), place);
        }
      }
      default -> event(what, expected, place);
    }
  }

  private void event(List<String> what, List<String> expected, String place) throws IOException {
    String name = what.size() > 1 ? what.get(1) : "";
    switch (what.get(0)) {
      case "revoke" -> authority.authority.revoke(codes.get(name));
      case "reinstate" -> authority.authority.reinstate(codes.get(name));
      case "kill" -> authority.authority.kill(codes.get(name));
      case "renew-key" -> authority.authority.renewIssuerKey(0, clock.instant());
      case "revoke-key" -> authority.authority.revokeIssuerKey(0, clock.instant());
      case "rotate-root" -> authority.authority.rotateRoot(clock.instant());
      case "publish" -> published = authority.authority.publish(clock.instant());
      case "sync" -> {
        SnapshotFeed.Update update = feed().update();
        if (!expected.isEmpty()) {
          require(update.result().name(), expected.get(0), place);
        }
      }
      case "network" -> isCut = name.equals("cut");
      case "guard" -> line.isCut = name.equals("cut");
      case "disk" -> isDiskFull = name.equals("full");
      case "clock" -> TestGate.setWall(clock, clock.instant().plus(duration(name)));
      case "restart" -> {
        gates.values().forEach(Gate::close);
        gates.clear();
        feed().close();
        feed = Optional.empty();
      }
      default -> throw new IllegalArgumentException(what.toString());
    }
  }

  /** Lets time pass: {@code +2s}, or until a time of the day, or {@code day+3}. */
  private void moveTo(String word) {
    if (word.startsWith("day+")) {
      long days = Long.parseLong(word.substring(4));
      TestGate.pass(clock, Duration.ofDays(days));
      day = day.plusDays(days);
    } else if (word.startsWith("+")) {
      TestGate.pass(clock, duration(word.substring(1)));
    } else {
      Duration until = Duration.between(clock.instant(), at(day, LocalTime.parse(word)));
      if (until.isNegative()) {
        throw new IllegalArgumentException(word + " is over");
      }
      TestGate.pass(clock, until);
    }
  }

  private static Duration duration(String word) {
    boolean isNegative = word.startsWith("-");
    String text = word.replace("+", "").replace("-", "");
    String unit = text.replaceAll("[0-9]", "");
    long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
    Duration duration =
        switch (unit) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> throw new IllegalArgumentException(word);
        };
    return isNegative ? duration.negated() : duration;
  }

  private QrText live(String phone, Duration madeAfterNow) {
    return phones.get(phone).present(clock.instant().plus(madeAfterNow));
  }

  /** Scans {@code NAME [made DURATION] [as FORM] [gate NUMBER]}. */
  private Answer scan(List<String> words) {
    String name = words.get(0);
    Duration made =
        words.contains("made") ? duration(words.get(words.indexOf("made") + 1)) : Duration.ZERO;
    QrText code =
        phones.containsKey(name)
            ? live(name, made)
            : codes.getOrDefault(name, QrText.of(name.replace('_', ' ')));
    Gate gate = gate(gateOf(words));
    String form = words.contains("as") ? words.get(words.indexOf("as") + 1) : "typed";
    String text = code.reveal();
    return switch (form) {
      case "typed" -> scanner.apply(gate, code);
      case "crlf" -> gate.scan(text + "\r\n");
      case "caps" -> gate.scan(code.withCaseSwapped().reveal());
      case "wide" -> gate.scan(wide(text));
      case "latin" -> gate.scan(new String(wide(text).getBytes(UTF_8), ISO_8859_1));
      case "aim" -> gate.scan("]Q1" + text);
      case "framed" -> gate.scan("\u0002" + text + "\u0003");
      case "bytes" -> gate.scan((text + "\r").getBytes(UTF_8));
      case "utf16" -> gate.scan(text.getBytes(UTF_16LE));
      case "cut" -> gate.scan(text.substring(0, text.length() / 2));
      case "twice" -> gate.scan(text + text);
      case "frame" -> gate.scan(new QrWriter(3).draw(code));
      default -> throw new IllegalArgumentException(form);
    };
  }

  private static String wide(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars().forEach(c -> wide.append(c == ' ' ? '\u3000' : (char) (c + 0xfee0)));
    return wide.toString();
  }

  private static int gateOf(List<String> words) {
    int at = words.indexOf("gate");
    return at < 0 ? 1 : Integer.parseInt(words.get(at + 1));
  }

  private static IdentityDocument.Reading document(List<String> words) {
    return switch (words.get(0)) {
      case "number" -> IdentityDocument.ofNumber(words.get(1));
      case "other-province" ->
          new IdentityDocument.Read(
              IdentityDocument.staffConfirmed(Integer.parseInt(words.get(1))));
      default -> {
        LocalDate birth = LocalDate.parse(words.get(1));
        yield IdentityDocument.ofBirthDate(
            DocumentKind.valueOf(upper(words.get(0))),
            birth.getYear(),
            birth.getMonthValue(),
            birth.getDayOfMonth());
      }
    };
  }

  private SnapshotFeed feed() {
    if (!feed.isPresent()) {
      ListSource source =
          (name, atMost) -> {
            if (isCut) {
              throw new IOException("the network is cut");
            }
            return ListSource.of(published).read(name, atMost);
          };
      SnapshotFeed opened = SnapshotFeed.open(authority.authority.anchor(), source, store, clock);
      feed = Optional.of(opened);
    }
    return feed.get();
  }

  private Gate gate(int number) {
    return gates.computeIfAbsent(
        number,
        n ->
            new Gate(
                GateProfile.of(venue).named("gate-" + n).withDebounce(debounce),
                feed(),
                guard(),
                TestGate.journal(this::write),
                TestGate.device(clock, gatesMade++)));
  }

  private ReplayGuard guard() {
    MemoryGuard own = MemoryGuard.remembering(MemoryGuard.ONE_GATE, clock);
    return isShared ? FallbackGuard.of(line, own, FallbackGuard.STANDARD_REST, clock) : own;
  }

  /** The guard that the gates share, and the line to it. */
  private final class Line implements ReplayGuard {
    private final MemoryGuard far = MemoryGuard.remembering(MemoryGuard.ONE_GATE, clock);
    private boolean isCut;

    @Override
    public Finding firstUse(Use use) {
      return isCut ? OUT_OF_REACH : far.firstUse(use);
    }

    @Override
    public boolean annul(Use use) {
      return !isCut && far.annul(use);
    }
  }

  /** Counts the entries by their kinds, outcomes and gates. */
  private boolean write(JournalEntry entry) {
    if (isDiskFull) {
      return false;
    }
    boolean isNew =
        written.add(entry.decision().id() + " " + (entry instanceof JournalEntry.Annulled));
    if (!isNew) {
      failures.add("written twice: " + entry);
    }
    journal.merge(entry instanceof JournalEntry.Annulled ? "ANNULLED" : "DECIDED", 1, Integer::sum);
    if (entry instanceof JournalEntry.Decided) {
      journal.merge(entry.decision().outcome().name(), 1, Integer::sum);
    }
    return true;
  }

  private void require(String found, String expected, String place) {
    if (!found.equals(expected)) {
      failures.add(place + ": expected " + expected + ", found " + found);
    }
  }

  private void requireHealth(String word, Gate.Health health, String place) {
    String key = word.substring(0, word.indexOf('=') + 1);
    String found =
        switch (key) {
          case "lists=" -> health.now().freshness().name();
          case "clock=" -> health.now().clock().name();
          case "guard=" -> health.guard().name();
          case "recording=" -> Boolean.toString(health.isRecording());
          case "decisions=" -> Long.toString(health.decisions());
          default -> throw new IllegalArgumentException(word);
        };
    require(key + found, word, place);
  }

  private void expect(Answer answer, List<String> expected, String place) {
    if (!(answer instanceof Passage passage)) {
      String found = answer instanceof Answer.NotOurs ? "FOREIGN" : "NOTHING";
      require(found, expected.get(0), place);
      return;
    }
    passages.add(passage);
    Decision decision = passage.decision();
    Set<String> facts = new HashSet<>();
    facts.add(decision.outcome().name());
    facts.add(decision.reason().name());
    facts.add(passage.lane().name());
    facts.add(passage.lamp().name());
    facts.add(passage.isRepeat() ? "repeat" : "new");
    facts.add(passage.isRecorded() ? "recorded" : "unrecorded");
    facts.add("guard=" + decision.circumstances().guard());
    facts.add("lists=" + decision.circumstances().freshness());
    facts.add("clock=" + decision.circumstances().clock());
    if (decision instanceof Decision.Admit admit) {
      facts.add("benefit=" + admit.benefit().kind());
      facts.add("pays=" + admit.benefit().percent());
      facts.add("rule=" + admit.benefit().ruleId());
    }
    for (int i = 0; i < passages.size() - 1; i++) {
      if (passages.get(i).id().equals(passage.id())) {
        facts.add("same=" + (i + 1));
      }
    }
    for (String word : expected) {
      if (!facts.contains(word)) {
        failures.add(place + ": expected " + word + ", found " + facts);
      }
    }
    boolean hasWayOut =
        decision.outcome() == Outcome.ADMIT
            || decision.outcome() == Outcome.CHARGE
            || !passage.prompt().alternative().isEmpty();
    require(Boolean.toString(hasWayOut), "true", place);
    if (!expected.contains("repeat")) {
      require(passage.isRepeat() ? "repeat" : "new", "new", place);
    }
  }

  /**
   * Lets so many people pass in a day, of whom a share has a problem: {@code passengers 20000
   * problems 3 seed 7}. What each must get is known from what each was given.
   */
  private void passengers(List<String> words, String place) throws IOException {
    int count = Integer.parseInt(words.get(1));
    int percent = Integer.parseInt(words.get(3));
    Random random = new Random(Long.parseLong(words.get(5)));
    List<String> ages = List.of("60", "65", "70", "75", "80");
    Duration gap = Duration.ofHours(17).dividedBy(count); // from 6 to 23
    int problems = 0;
    List<List<String>> kinds = problems();
    for (int i = 0; i < count; i++) {
      String name = "P" + i;
      String age = ages.get(random.nextInt(ages.size()));
      TestGate.pass(clock, gap);
      if (random.nextInt(100) >= percent) {
        play(List.of("card", name, age), place);
        play(List.of("+0s", "scan", name, "->", "ADMIT", "OPEN", "recorded"), place);
        codes.remove(name);
      } else {
        problems++;
        for (String text : kinds.get(random.nextInt(kinds.size()))) {
          play(List.of(text.replace("$", name).replace("AGE", age).split(" ", -1)), place);
        }
      }
    }
    boolean isAShare = Math.abs(problems * 100.0 / count - percent) < 1;
    require(Boolean.toString(isAShare), "true", place);
  }

  /** What can be wrong with a passenger, and what must come of it. */
  private static List<List<String>> problems() {
    return List.of(
        List.of("card $ AGE expired", "+0s scan $ -> RETRY EXPIRED"),
        List.of("card $ AGE future", "+0s scan $ -> ASSIST NOT_YET_VALID"),
        List.of("card $ AGE forged", "+0s scan $ -> ASSIST SIGNATURE_INVALID"),
        List.of("card $ AGE", "+0s scan $ as cut -> RETRY"),
        List.of("card $ AGE", "+0s scan $ as crlf -> ADMIT", "+500ms scan $ -> ADMIT repeat"),
        List.of("card $ AGE", "+0s scan $ -> ADMIT", "+3s scan $ -> ASSIST USED_RECENTLY"),
        List.of("phone $ AGE", "+0s scan $ -> ADMIT"),
        List.of("phone $ AGE", "+0s scan $ made -61s -> RETRY PRESENTATION_STALE"),
        List.of(
            "phone $ AGE",
            "+0s shoot S$ $",
            "+0s scan S$ -> ADMIT",
            "+3s scan S$ -> RETRY PRESENTATION_REPLAYED"),
        List.of("+0s scan 6225880012345678 -> FOREIGN"),
        List.of("+0s show passport 1950-02-03 -> ADMIT"),
        List.of("+0s show passport 1999-02-03 -> CHARGE NO_BENEFIT_HERE"));
  }
}
