package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Prompt;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed;
import org.youdai.policy.Benefit;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.server.picture.Pictures;
import org.youdai.server.venue.Venue;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code youdai demo}: the main job from end to end, on real keys, codes and pictures. */
@Command(mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int JINAN = 0;
  private static final int QINGDAO = 1;
  private static final int YANTAI = 5;
  private static final int HENAN = 16;
  private static final int PIXELS_PER_MODULE = 6;

  private final Terminal terminal;
  private final Clock clock;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "youdai-demo")
  private Path out = Path.of("youdai-demo");

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "40")
  private int rounds = 40;

  DemoCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** A picture, where it is shown, and what must come of it. */
  private record Case(String name, Venue venue, GrayImage picture, Reason expected) {}

  /** A picture that was decided on, with the median time from picture and from text. */
  private record Row(Case of, Decision decision, long pictureMicros, Optional<Long> textMicros) {}

  @Override
  public Integer call() throws IOException {
    Instant now = clock.instant();
    List<Case> cases;
    Path lists;
    try (SandboxFolder sandbox = SandboxFolder.open(out.resolve("authority"), terminal)) {
      terminal.say("demo.keys");
      SandboxAuthority authority = newAuthority(now);
      terminal.say("demo.issue");
      cases = makeCases(authority, now);
      for (Case each : cases) {
        Pictures.writePng(each.picture(), picture(each));
      }
      terminal.say("demo.pictures", cases.size(), out);
      sandbox.publish(authority.publish(now), terminal);
      lists = sandbox.publicFolder();
      sandbox.deleteKeys();
      terminal.say("demo.published", lists);
    }
    try (NoNetwork noNetwork = NoNetwork.cut()) {
      terminal.say(noNetwork.holds() ? "demo.cut" : "demo.not-cut");
      List<Row> rows = scan(cases, lists);
      print(rows);
      return summarise(rows, noNetwork.holds());
    }
  }

  private Path picture(Case each) {
    return out.resolve(each.name() + ".png");
  }

  private static SandboxAuthority newAuthority(Instant now) {
    Instant lastYear = now.minus(Duration.ofDays(365));
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), lastYear, new SecureRandom());
    List<Issuer> cities = Shandong.issuers();
    for (int i = 0; i < cities.size(); i++) {
      SignatureAlgorithm algorithm =
          i == QINGDAO
              ? SignatureAlgorithm.ES256
              : i == YANTAI ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.SM2;
      authority.addIssuer(cities.get(i), algorithm, lastYear);
    }
    Issuer henan = new Issuer("410000", "河南（沙盒）", "Henan (sandbox)");
    authority.addIssuer(henan, SignatureAlgorithm.SM2, lastYear);
    return authority;
  }

  private static List<Case> makeCases(SandboxAuthority authority, Instant now) {
    Instant issued = now.minus(Duration.ofDays(40));
    Validity inForce = new Validity(issued, now.plus(Duration.ofDays(325)));
    Validity over = new Validity(issued, now.minus(Duration.ofDays(1)));
    Validity ahead = new Validity(now.plus(Duration.ofDays(1)), inForce.notAfter());
    QrText revoked = authority.issue(JINAN, 65, issued, inForce);
    if (authority.revoke(revoked).isPresent()) {
      throw new IllegalStateException("the sandbox does not know its own certificate");
    }
    QrText stranger = newAuthority(now).issue(JINAN, 70, issued, inForce);
    QrText genuine = authority.issue(JINAN, 60, issued, inForce);
    GrayImage at62 = draw(authority.issue(JINAN, 60, issued, inForce));
    GrayImage at66 = draw(authority.issue(JINAN, 65, issued, inForce));
    GrayImage at72 = draw(authority.issue(JINAN, 70, issued, inForce));
    GrayImage es256 = draw(authority.issue(QINGDAO, 80, issued, inForce));
    GrayImage ed25519 = draw(authority.issue(YANTAI, 60, issued, inForce));
    GrayImage henan = draw(authority.issue(HENAN, 65, issued, inForce));
    GrayImage expired = draw(authority.issue(JINAN, 60, issued, over));
    GrayImage early = draw(authority.issue(JINAN, 60, issued, ahead));
    GrayImage link = draw(QrText.of("https://www.example.com/pay?id=12345"));
    return List.of(
        new Case("01-bus-62", Venue.BUS, at62, Reason.BENEFIT_GRANTED),
        new Case("02-private-park-66", Venue.PRIVATE_PARK, at66, Reason.BENEFIT_GRANTED),
        new Case("03-private-park-72", Venue.PRIVATE_PARK, at72, Reason.BENEFIT_GRANTED),
        new Case("04-museum-es256", Venue.MUSEUM, es256, Reason.BENEFIT_GRANTED),
        new Case("05-sports-ed25519", Venue.SPORTS, ed25519, Reason.BENEFIT_GRANTED),
        new Case("06-other-province", Venue.BUS, henan, Reason.BENEFIT_GRANTED),
        new Case("07-tourist-line", Venue.TOURIST_LINE, at62, Reason.NO_BENEFIT_HERE),
        new Case("08-expired", Venue.BUS, expired, Reason.EXPIRED),
        new Case("09-not-yet-valid", Venue.BUS, early, Reason.NOT_YET_VALID),
        new Case("10-revoked", Venue.BUS, draw(revoked), Reason.REVOKED),
        new Case("11-unknown-issuer", Venue.BUS, draw(stranger), Reason.ISSUER_UNKNOWN),
        new Case("12-forged", Venue.BUS, draw(forged(genuine)), Reason.SIGNATURE_INVALID),
        new Case("13-web-link", Venue.BUS, link, Reason.NOT_OURS),
        new Case("14-damaged", Venue.BUS, damaged(at62), Reason.NO_CODE_FOUND),
        new Case("15-two-codes", Venue.BUS, beside(at62, at72), Reason.SEVERAL_CODES));
  }

  private static GrayImage draw(QrText text) {
    return new QrWriter(PIXELS_PER_MODULE).draw(text);
  }

  /** Changes one character in the signature, which stands at the end. */
  private static QrText forged(QrText genuine) {
    String text = genuine.reveal();
    int at = text.length() - 30;
    char other = text.charAt(at) == '0' ? '1' : '0';
    return QrText.of(text.substring(0, at) + other + text.substring(at + 1));
  }

  /** Covers a third of a code, as a broken screen does. */
  private static GrayImage damaged(GrayImage code) {
    byte[] luma = new byte[code.width() * code.height()];
    Random scratches = new Random(7);
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        boolean isCovered = x > code.width() / 4 && x < code.width() * 7 / 12;
        int value = isCovered ? 90 + scratches.nextInt(60) : code.at(x, y);
        luma[y * code.width() + x] = (byte) value;
      }
    }
    return GrayImage.of(code.width(), code.height(), luma);
  }

  private static GrayImage beside(GrayImage left, GrayImage right) {
    int width = left.width() + right.width();
    int height = Math.max(left.height(), right.height());
    byte[] luma = new byte[width * height];
    Arrays.fill(luma, (byte) 0xff);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        GrayImage part = x < left.width() ? left : right;
        int column = x < left.width() ? x : x - left.width();
        if (y < part.height()) {
          luma[y * width + x] = (byte) part.at(column, y);
        }
      }
    }
    return GrayImage.of(width, height, luma);
  }

  /** Verifies the files with what a gate has: a pinned root, the public folder, and a clock. */
  private List<Row> scan(List<Case> cases, Path lists) throws IOException {
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(lists.resolve("root.json")));
    SnapshotFeed feed = SnapshotFeed.ofFolder(lists, anchor, clock);
    Optional<Snapshot.Refused> refused = feed.update().problem();
    if (refused.isPresent()) {
      throw new Failure(refused.get().toString());
    }
    Verifier verifier =
        new Verifier(feed, TrustedTime.of(clock, System::nanoTime), new SecureRandom());
    terminal.say("demo.warm-up");
    for (Case each : cases) {
      GrayImage picture = read(each);
      for (int i = 0; i < rounds; i++) {
        verifier.verify(picture, each.venue().profile());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Case each : cases) {
      rows.add(measure(each, read(each), verifier));
    }
    return rows;
  }

  private GrayImage read(Case each) throws IOException {
    return Pictures.read(picture(each))
        .orElseThrow(() -> new Failure(terminal.text("error.no-picture", picture(each))));
  }

  private Row measure(Case each, GrayImage picture, Verifier verifier) {
    Decision decision = verifier.verify(picture, each.venue().profile());
    long fromPicture = medianMicros(() -> verifier.verify(picture, each.venue().profile()));
    List<QrText> texts = new QrScanner().scan(picture);
    Optional<Long> fromText = Optional.empty();
    if (texts.size() == 1) {
      QrText text = texts.get(0);
      fromText = Optional.of(medianMicros(() -> verifier.verify(text, each.venue().profile())));
    }
    return new Row(each, decision, fromPicture, fromText);
  }

  /** Something that comes to a decision. */
  private interface Run {
    Decision decide();
  }

  private static long medianMicros(Run run) {
    long[] nanos = new long[21];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      Decision decision = run.decide();
      nanos[i] = System.nanoTime() - start;
      if (decision.id().uuid().version() != 7) {
        throw new IllegalStateException("a decision without an id");
      }
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1000;
  }

  private void print(List<Row> rows) {
    TextTable table = new TextTable(23, 12, 14, 33, 42, 7, 7);
    table.row(List.of(terminal.text("demo.columns").split("\\|")));
    for (Row row : rows) {
      Decision decision = row.decision();
      Prompt prompt = terminal.prompts().prompt(decision);
      String mark = decision.reason() == row.of().expected() ? "✓ " : "✗ " + row.of().expected();
      table.row(
          List.of(
              row.of().name() + ".png\n" + terminal.text("demo." + row.of().name()),
              mark + terminal.text("outcome." + decision.outcome().name()),
              benefit(decision),
              decision.reason().code() + " " + prompt.staff(),
              prompt.headline() + "\n" + prompt.nextStep(),
              Long.toString(row.pictureMicros()),
              row.textMicros().map(micros -> Long.toString(micros)).orElse("-")));
    }
    terminal.out().print(table);
  }

  private String benefit(Decision decision) {
    if (decision instanceof Decision.Admit admit) {
      Benefit benefit = admit.benefit();
      return terminal.text("benefit." + benefit.kind(), Integer.toString(benefit.percent()));
    }
    return terminal.text("benefit.none");
  }

  private int summarise(List<Row> rows, boolean offline) {
    long wrong =
        rows.stream().filter(row -> row.decision().reason() != row.of().expected()).count();
    terminal.say("demo.summary", rows.size(), rows.size() - wrong);
    return wrong == 0 && offline ? CommandLineTool.OK : CommandLineTool.FAILED;
  }
}
