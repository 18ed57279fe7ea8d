package org.youdai.server.shared;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.HttpSink;
import org.youdai.journal.JournalEntry;
import org.youdai.replay.GuardState;
import org.youdai.scan.QrText;
import org.youdai.status.Freshness;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two servers over one PostgreSQL and one Redis, with passengers at both, while one or the other is
 * killed. Each scan goes to one of them, and to the other one when no answer comes; a passenger
 * then tries the code once more elsewhere, asks again, or is taken back. At the end the database
 * has to hold what was answered: every scan once.
 */
final class ScaleOut implements AutoCloseable {
  private static final int INSTANCES = 2;
  private static final int PASSENGERS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final String VENUE = "bus";
  private static final JsonMapper JSON = new JsonMapper();

  /** What was seen; each has to be. */
  enum Event {
    ANSWERED("scans answered"),
    ELSEWHERE("requests answered by the other instance, the first one having failed"),
    REPLAYED("codes shown again at the other instance, and caught"),
    ASKED_AGAIN("scans asked again at the other instance, and answered alike"),
    TAKEN_BACK("admissions taken back at the other instance"),
    INSTANCE_KILLED("instances killed"),
    REDIS_KILLED("times the Redis was killed"),
    ALONE("decisions made without the Redis"),
    UPLOADED("lines of a gate's own journal uploaded, to either instance or both"),
    UPLOAD_FAILED("of its uploads failed, and came again"),
    IN_BOTH("decisions written down by both instances, and counted once");

    private final String text;

    Event(String text) {
      this.text = text;
    }
  }

  /** What may not happen. */
  enum Fault {
    UNANSWERED("scans without an answer"),
    LOST("answered scans that the database does not know"),
    OTHERWISE("scans that came out otherwise elsewhere"),
    ADMITTED_TWICE("codes admitted twice within the interval"),
    NOT_ADMITTED("codes that should have been admitted"),
    NOT_TAKEN_BACK("admissions that could not be taken back, or twice"),
    NOT_ASKED_FOR("decisions in the database that nobody asked for"),
    NOT_UPLOADED("lines on a disk that the database does not know"),
    COUNTS("counts that are not those of the answers");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  private record Answer(String outcome, String reason, boolean isRepeat, boolean isRecorded) {}

  private record Row(String outcome, String reason, String guard) {}

  private final Path work;
  private final EmbeddedPostgres database;
  private final TestRedis redis;
  private final long seed;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Validity validity = new Validity(start, start.plus(Duration.ofDays(1)));
  private final SandboxAuthority authority =
      SandboxAuthority.create(
          SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), start, new SecureRandom());
  private final SigningKey phone =
      SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final AtomicReferenceArray<URI> instances = new AtomicReferenceArray<>(INSTANCES);
  private final String key;
  private final List<ServerProcess> processes = new ArrayList<>();
  private final FolderJournal gate;

  private final Map<UUID, Answer> answers = new ConcurrentHashMap<>();
  private final Set<UUID> takenBack = ConcurrentHashMap.newKeySet();
  private final Set<UUID> ofTheGate = ConcurrentHashMap.newKeySet();
  private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
  private final Map<Fault, ConcurrentLinkedQueue<String>> faults = new EnumMap<>(Fault.class);

  /** Odd while the Redis is away. */
  private final AtomicInteger outages = new AtomicInteger();

  private volatile boolean isOver;

  /** Starts both instances, each with a folder of its own in {@code work}. */
  ScaleOut(Path work, EmbeddedPostgres database, TestRedis redis, long seed)
      throws IOException, InterruptedException {
    this.work = work;
    this.database = database;
    this.redis = redis;
    this.seed = seed;
    for (Event event : Event.values()) {
      events.put(event, new LongAdder());
    }
    for (Fault fault : Fault.values()) {
      faults.put(fault, new ConcurrentLinkedQueue<>());
    }
    authority.addIssuer(new Issuer("999999", "示例", "Example"), SignatureAlgorithm.SM2, start);
    for (Map.Entry<String, byte[]> file : authority.publish(Instant.now()).entrySet()) {
      Path path = work.resolve("lists").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    this.gate =
        FolderJournal.open(
            work.resolve("gate"),
            FolderJournal.Options.STANDARD.withBatch(20),
            Clock.systemUTC(),
            new SecureRandom());
    for (int i = 0; i < INSTANCES; i++) {
      processes.add(start(i));
    }
    for (int i = 0; i < INSTANCES; i++) {
      instances.set(i, processes.get(i).ready().address());
    }
    this.key = processes.get(0).ready().key();
    await(
        "one key at both",
        i -> client.send(status(i), BodyHandlers.ofString()).statusCode() == 200);
  }

  /** Something that an instance comes to. */
  private interface State {
    boolean isThere(int instance) throws IOException, InterruptedException;
  }

  private static void await(String what, State state) throws IOException, InterruptedException {
    long from = System.nanoTime();
    for (int i = 0; i < INSTANCES; i++) {
      while (!state.isThere(i)) {
        if (System.nanoTime() - from > STUCK.toNanos()) {
          throw new IllegalStateException("not in time: " + what);
        }
        Thread.sleep(20);
      }
    }
  }

  private ServerProcess start(int instance) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", 0);
    settings.put("youdai.lists", work.resolve("lists"));
    settings.put("youdai.root", work.resolve("lists/root.json"));
    settings.put("youdai.sandbox", true);
    settings.put("youdai.server.data", folder(instance));
    settings.put("spring.datasource.url", database.getJdbcUrl("postgres", "postgres"));
    settings.put("spring.datasource.username", "postgres");
    settings.put("youdai.server.access.staff.per-second", 1_000_000);
    settings.put("youdai.server.access.staff.burst", 1_000_000);
    // The machine may be busy: what is tested is not how long it takes.
    settings.put("youdai.server.redis", redis.uri() + "?timeout=3s");
    return ServerProcess.start(settings, work.resolve("instance-" + instance + ".log"));
  }

  private Path folder(int instance) {
    return work.resolve("instance-" + instance);
  }

  /** What happens to the servers while there are passengers. */
  interface Course {
    void run() throws Exception;
  }

  /** Runs {@code course} with passengers at both instances, then compares; returns the faults. */
  Map<Fault, Integer> during(Course course) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PASSENGERS + 1);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < PASSENGERS; i++) {
      Random random = new Random(seed * 1000 + i);
      running.add(threads.submit(() -> come(random)));
    }
    running.add(threads.submit(this::uploadOwn));
    try {
      course.run();
    } finally {
      isOver = true;
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();
    compare();
    Map<Fault, Integer> found = new EnumMap<>(Fault.class);
    faults.forEach((fault, what) -> found.put(fault, what.size()));
    found.values().removeIf(count -> count == 0);
    return found;
  }

  /** Kills an instance, leaves it dead for a while, and starts it again on its folder. */
  void killInstance(int instance, Duration dead) throws Exception {
    processes.get(instance).kill();
    events.get(Event.INSTANCE_KILLED).increment();
    Thread.sleep(dead.toMillis());
    processes.set(instance, start(instance));
    instances.set(instance, processes.get(instance).ready().address());
  }

  /** Kills the Redis, and starts it again with nothing in it; returns when both use it. */
  void killRedis(Duration dead) throws Exception {
    outages.incrementAndGet();
    redis.kill();
    events.get(Event.REDIS_KILLED).increment();
    Thread.sleep(dead.toMillis());
    redis.restart();
    await(
        "the Redis is found again",
        i ->
            JSON.readTree(client.send(status(i), BodyHandlers.ofString()).body())
                .path("guard")
                .asString()
                .equals("IN_ORDER"));
    outages.incrementAndGet();
  }

  /** Waits until {@code more} further scans are answered. */
  void passengers(long more) throws InterruptedException {
    long until = count(Event.ANSWERED) + more;
    long from = System.nanoTime();
    while (count(Event.ANSWERED) < until && System.nanoTime() - from < STUCK.toNanos()) {
      Thread.sleep(10);
    }
  }

  private HttpRequest status(int instance) {
    return to(instance, "/v1/status").build();
  }

  private HttpRequest.Builder to(int instance, String path) {
    return HttpRequest.newBuilder(instances.get(instance).resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private void come(Random random) {
    while (!isOver) {
      passenger(random);
    }
  }

  private void passenger(Random random) {
    String code = random.nextInt(4) == 0 ? liveCode() : code();
    int before = outages.get();
    int first = random.nextInt(INSTANCES);
    UUID scan = DecisionId.create(Instant.now(), random).uuid();
    Optional<Answer> admitted = scan(first, code, scan);
    if (admitted.isEmpty() || !admitted.get().outcome().equals("ADMIT")) {
      admitted.ifPresent(answer -> fault(Fault.NOT_ADMITTED, scan + " " + answer));
      return;
    }
    int other = 1 - first;
    switch (random.nextInt(4)) {
      case 0 -> showsItAgain(other, code, random, before);
      case 1 -> asksAgain(other, code, scan, admitted.get());
      case 2 -> isTakenBack(other, code, scan, random, before);
      default -> {
        // walks on
      }
    }
  }

  private void showsItAgain(int other, String code, Random random, int before) {
    UUID scan = DecisionId.create(Instant.now(), random).uuid();
    Optional<Answer> answer = scan(other, code, scan);
    if (answer.isPresent() && wasInOrderSince(before)) {
      if (answer.get().outcome().equals("ADMIT")) {
        fault(Fault.ADMITTED_TWICE, scan + " " + answer);
      } else {
        count(Event.REPLAYED, 1);
      }
    }
  }

  private void asksAgain(int other, String code, UUID scan, Answer earlier) {
    Optional<Answer> answer = scan(other, code, scan);
    if (answer.isPresent()) {
      boolean isAlike =
          answer.get().outcome().equals(earlier.outcome())
              && answer.get().reason().equals(earlier.reason());
      if (isAlike) {
        count(Event.ASKED_AGAIN, 1);
      } else {
        fault(Fault.OTHERWISE, scan + " " + earlier + " " + answer.get());
      }
    }
  }

  private void isTakenBack(int other, String code, UUID scan, Random random, int before) {
    Optional<HttpResponse<String>> reply =
        retried(other, "/v1/decisions/" + scan + "/annul", "{\"venue\":\"" + VENUE + "\"}");
    boolean isTakenBack = reply.isPresent() && reply.get().statusCode() == 200;
    if (isTakenBack) {
      takenBack.add(scan);
      count(Event.TAKEN_BACK, 1);
    }
    if (!wasInOrderSince(before)) {
      return;
    }
    if (!isTakenBack) {
      fault(Fault.NOT_TAKEN_BACK, scan + " " + reply.map(HttpResponse::body));
      return;
    }
    UUID next = DecisionId.create(Instant.now(), random).uuid();
    Optional<Answer> answer = scan(random.nextInt(INSTANCES), code, next);
    boolean isFirstOutage = outages.get() == 0; // after one, a gate's own word counts for a while
    if (isFirstOutage && answer.isPresent() && !answer.get().outcome().equals("ADMIT")) {
      fault(Fault.NOT_ADMITTED, "after " + scan + " was taken back: " + next + " " + answer);
    }
  }

  private boolean wasInOrderSince(int before) {
    return before % 2 == 0 && outages.get() == before;
  }

  private String code() {
    synchronized (authority) {
      return authority.issue(0, 65, start, validity).reveal();
    }
  }

  private String liveCode() {
    synchronized (authority) {
      CredentialDraft draft =
          CredentialDraft.of(
                  DocumentKind.ELDERLY_CERTIFICATE, 70, start, validity, authority.takePlace())
              .boundTo(phone.verifyingKey());
      QrText live =
          new HolderPhone(phone, authority.issuer(0).issueBytes(draft)).present(Instant.now());
      return live.reveal();
    }
  }

  private Optional<Answer> scan(int first, String code, UUID scan) {
    String json =
        JSON.writeValueAsString(
            Map.of("text", code, "venue", VENUE, "gate", "gate-" + first, "scan", scan));
    Optional<HttpResponse<String>> reply = retried(first, "/v1/verify", json);
    if (reply.isEmpty() || reply.get().statusCode() != 200) {
      fault(Fault.UNANSWERED, scan + " " + reply.map(HttpResponse::body));
      return Optional.empty();
    }
    JsonNode verdict = JSON.readTree(reply.get().body());
    Answer answer =
        new Answer(
            verdict.path("outcome").asString(),
            verdict.path("reason").asString(),
            verdict.path("repeat").asBoolean(),
            verdict.path("recorded").asBoolean());
    if (answers.put(scan, answer) == null) {
      count(Event.ANSWERED, 1);
    }
    return Optional.of(answer);
  }

  /** Asks the one, and then the other, until one answers. */
  private Optional<HttpResponse<String>> retried(int first, String path, String json) {
    long from = System.nanoTime();
    for (int at = first; System.nanoTime() - from < STUCK.toNanos(); at = 1 - at) {
      HttpRequest request =
          to(at, path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json))
              .build();
      try {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() < 500) {
          if (at != first) {
            count(Event.ELSEWHERE, 1);
          }
          return Optional.of(response);
        }
      } catch (IOException failed) {
        pause(); // the other one is asked
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
    return Optional.empty();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** A gate that decides by itself, and uploads its journal to whichever instance there is. */
  private Void uploadOwn() throws IOException {
    Random random = new Random(seed);
    long over = 0;
    for (int round = 0; !isOver || gate.health().notUploaded() > 0; round++) {
      if (isOver && over == 0) {
        over = System.nanoTime();
      } else if (isOver && System.nanoTime() - over > STUCK.toNanos()) {
        return null; // the comparison finds what is missing
      }
      for (int i = 0; i < 20 && !isOver; i++) {
        Decision decision = ofTheGate(random);
        ofTheGate.add(decision.id().uuid());
        gate.append(new JournalEntry.Decided(decision, "museum", "own", Optional.empty()));
      }
      gate.flush(PATIENCE);
      int at = round % INSTANCES;
      boolean isSentToBoth = random.nextInt(3) == 0;
      try {
        gate.upload(
            batch -> {
              sink(at).accept(batch);
              if (isSentToBoth) {
                sink(1 - at).accept(batch);
              }
              count(Event.UPLOADED, batch.lines().size());
            });
      } catch (IOException comesAgain) {
        count(Event.UPLOAD_FAILED, 1);
      }
      for (int i = 0; i < 20; i++) {
        pause();
      }
    }
    return null;
  }

  private HttpSink sink(int instance) {
    return HttpSink.of(
        instances.get(instance).resolve("/v1/journal"), HttpSink.Options.STANDARD.withKey(key));
  }

  private static Decision ofTheGate(Random random) {
    Instant now = Instant.now();
    return new Decision.Charge(
        Reason.NO_BENEFIT_HERE,
        new Circumstances(
            DecisionId.create(now, random),
            now,
            Freshness.FRESH,
            ClockState.PLAUSIBLE,
            GuardState.NOT_ASKED,
            1,
            1));
  }

  /** Compares the database with what was answered, once everything is uploaded. */
  private void compare() throws Exception {
    Map<UUID, Integer> decided = new HashMap<>();
    Set<UUID> annulled = new HashSet<>();
    for (int i = 0; i < INSTANCES; i++) {
      for (JsonNode line : journal(folder(i).resolve("journal"))) {
        UUID id = UUID.fromString(line.path("id").asString());
        if (line.path("kind").asString().equals("annulled")) {
          annulled.add(id);
        } else {
          decided.merge(id, 1, Integer::sum);
        }
      }
    }
    count(Event.IN_BOTH, decided.values().stream().filter(times -> times > 1).count());
    Map<UUID, Row> rows = new HashMap<>();
    Set<UUID> rowsAnnulled = new HashSet<>();
    long from = System.nanoTime();
    int expected = decided.size() + annulled.size() + ofTheGate.size();
    while (rows.size() + rowsAnnulled.size() < expected
        && System.nanoTime() - from < STUCK.toNanos()) {
      Thread.sleep(100);
      read(rows, rowsAnnulled);
    }
    requireAll(Fault.NOT_UPLOADED, decided.keySet(), rows.keySet());
    requireAll(Fault.NOT_UPLOADED, annulled, rowsAnnulled);
    requireAll(Fault.NOT_UPLOADED, ofTheGate, rows.keySet());
    requireAll(Fault.LOST, answers.keySet(), rows.keySet());
    requireAll(Fault.LOST, takenBack, rowsAnnulled);
    requireAll(Fault.NOT_TAKEN_BACK, rowsAnnulled, takenBack);
    Set<UUID> askedFor = new HashSet<>(answers.keySet());
    askedFor.addAll(ofTheGate);
    requireAll(Fault.NOT_ASKED_FOR, rows.keySet(), askedFor);
    answers.forEach(
        (scan, answer) -> {
          Row row = rows.get(scan);
          if (row != null
              && (!row.outcome().equals(answer.outcome())
                  || !row.reason().equals(answer.reason()))) {
            fault(Fault.OTHERWISE, scan + " " + answer + " " + row);
          }
        });
    Map<String, Integer> counted = new TreeMap<>();
    answers.values().forEach(answer -> counted.merge(answer.outcome(), 1, Integer::sum));
    counted.merge("CHARGE", ofTheGate.size(), Integer::sum);
    counted.put("annulled", takenBack.size());
    for (int i = 0; i < INSTANCES; i++) {
      Map<String, Integer> reported = report(i);
      if (!reported.equals(counted)) {
        fault(Fault.COUNTS, "answered " + counted + ", reported by " + i + " " + reported);
      }
    }
    count(Event.ALONE, rows.values().stream().filter(row -> row.guard().equals("ALONE")).count());
  }

  private Map<String, Integer> report(int instance) throws IOException, InterruptedException {
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
    String path = "/v1/reports/daily?from=" + day.minusDays(1) + "&to=" + day.plusDays(2);
    HttpRequest request = to(instance, path).header("Accept", "application/json").build();
    JsonNode report = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    Map<String, Integer> found = new TreeMap<>();
    for (JsonNode row : report.path("rows")) {
      found.merge(row.path("outcome").asString(), row.path("decided").asInt(), Integer::sum);
      found.merge("annulled", row.path("annulled").asInt(), Integer::sum);
    }
    return found;
  }

  private void requireAll(Fault fault, Set<UUID> all, Set<UUID> in) {
    all.stream().filter(id -> !in.contains(id)).forEach(id -> fault(fault, id.toString()));
  }

  private static List<JsonNode> journal(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private void read(Map<UUID, Row> decided, Set<UUID> annulled) throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select id, kind, outcome, reason, guard from decision_line")) {
      while (rows.next()) {
        UUID id = rows.getObject("id", UUID.class);
        if (rows.getString("kind").equals("annulled")) {
          annulled.add(id);
        } else {
          decided.put(
              id,
              new Row(
                  rows.getString("outcome"), rows.getString("reason"), rows.getString("guard")));
        }
      }
    }
  }

  private void count(Event event, long more) {
    events.get(event).add(more);
  }

  /** Returns how often something was seen. */
  long count(Event event) {
    return events.get(event).sum();
  }

  private void fault(Fault fault, String what) {
    faults.get(fault).add(what);
  }

  /** Returns the figures, a line each, and then the faults. */
  String report() {
    StringBuilder report = new StringBuilder();
    events.forEach(
        (event, count) -> report.append(String.format("%8d %s%n", count.sum(), event.text)));
    Map<Fault, ConcurrentLinkedQueue<String>> all = new TreeMap<>(faults);
    all.forEach(
        (fault, what) -> {
          report.append(String.format("%8d %s%n", what.size(), fault.text));
          what.stream()
              .limit(5)
              .forEach(each -> report.append("         ").append(each).append('\n'));
        });
    return report.toString();
  }

  /**
   * Kills one instance after the other, 50 times unless given, and then the Redis; takes a seed as
   * well. Exits with 1 if anything was lost or doubled.
   */
  public static void main(String[] args) throws Exception {
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Random random = new Random(seed);
    Path work = Files.createTempDirectory("youdai-scale-out");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long from = System.nanoTime();
    boolean holds;
    try (TestRedis redis = TestRedis.start();
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        ScaleOut scaleOut = new ScaleOut(work, postgres, redis, seed)) {
      Map<Fault, Integer> faults =
          scaleOut.during(
              () -> {
                for (int i = 0; i < kills; i++) {
                  scaleOut.passengers(random.nextInt(100));
                  scaleOut.killInstance(
                      random.nextInt(INSTANCES), Duration.ofMillis(random.nextInt(500)));
                }
                for (int i = 0; i < Math.max(1, kills / 10); i++) {
                  scaleOut.passengers(random.nextInt(100));
                  scaleOut.killRedis(Duration.ofMillis(random.nextInt(1000)));
                }
                scaleOut.passengers(100);
              });
      List<Event> missing =
          Stream.of(Event.values()).filter(event -> scaleOut.count(event) == 0).toList();
      holds = faults.isEmpty() && missing.isEmpty();
      out.printf(
          "%n%d kills, seed %d, %d s%n%s",
          kills, seed, (System.nanoTime() - from) / 1_000_000_000, scaleOut.report());
      missing.forEach(event -> out.println("never seen: " + event.text));
      out.println(holds ? "Nothing lost, nothing doubled" : "NOT as it should be, see " + work);
    }
    if (holds) {
      remove(work);
    }
    System.exit(holds ? 0 : 1);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    processes.forEach(ServerProcess::close);
    gate.close();
  }
}
