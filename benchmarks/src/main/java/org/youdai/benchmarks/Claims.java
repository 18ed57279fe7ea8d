package org.youdai.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What this SDK claims of its speed, from figures of one run on one JDK. */
final class Claims {
  private static final double ALLOCATED = 8_000;
  private static final double TABLES = 12;

  /** A decision that takes less of its signature check has made none. */
  private static final double REMEMBERED = 0.4;

  private final List<Figure> figures;
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private Claims(List<Figure> figures) {
    this.figures = figures;
  }

  /**
   * Returns the claims.
   *
   * @param figures of one JDK
   * @param tables megabytes that the keys of forty issuers take
   */
  static Claims of(List<Figure> figures, double tables, Map<Start.Way, List<Start.Run>> starts) {
    Claims claims = new Claims(figures);
    claims.signatures();
    claims.decisions();
    claims.add(
        Claim.atMost("prepared keys of 40 issuers, with their tables", tables, TABLES, "MB"));
    claims.threads();
    claims.starts(starts);
    return claims;
  }

  private void add(Claim claim) {
    claims.add(claim);
  }

  private Optional<Figure> find(int threads, Class<?> suite, String method, String... values) {
    return figures.stream()
        .filter(figure -> figure.threads() == threads && figure.isOf(suite, method, values))
        .findFirst();
  }

  private Figure found(Class<?> suite, String method, String... values) {
    return find(1, suite, method, values)
        .orElseThrow(() -> new IllegalStateException(suite + "." + method + " was not run"));
  }

  private void faster(
      String what, double bar, Class<?> suite, String ours, String theirs, String... values) {
    add(
        Claim.faster(
            what,
            found(suite, ours, values).median(),
            found(suite, theirs, values).median(),
            "us",
            bar));
  }

  private void within(
      String what, double bar, Class<?> suite, String ours, String theirs, String... values) {
    add(
        Claim.within(
            what,
            found(suite, ours, values).median(),
            found(suite, theirs, values).median(),
            "us",
            bar));
  }

  private void signatures() {
    Class<?> sm2 = Sm2Signature.class;
    faster("SM2, issuer / BouncyCastle, same warm key", 1.8, sm2, "ours", "stock");
    faster("SM2, issuer / BouncyCastle, fresh key a call", 4, sm2, "ours", "stockFreshKey");
    Class<?> es256 = Es256Signature.class;
    faster("ES256, issuer / nimbus-jose-jwt", 8, es256, "ours", "nimbus");
    faster("ES256, issuer / JDK", 8, es256, "ours", "jdk");
    if (find(1, es256, "corretto").isPresent()) {
      faster("ES256, issuer / Amazon Corretto's native provider", 1, es256, "ours", "corretto");
    } else {
      leftOut.add("ES256, issuer / Amazon Corretto: it has no native library for this platform");
    }
    Class<?> holder = HolderSignature.class;
    faster(
        "SM2, phone's key / BouncyCastle, fresh key", 1.4, holder, "ours", "stockFreshKey", "SM2");
  }

  private void decisions() {
    Class<?> text = TextToDecision.class;
    within(
        "SM2, text to decision / signature check", 1.25, text, "decision", "signatureCheck", "SM2");
    if (found(text, "decision", "SM2").median()
        < REMEMBERED * found(text, "signatureCheck", "SM2").median()) {
      throw new IllegalStateException("codes are remembered: there must be more different ones");
    }
    Class<?> live = LiveCodeToDecision.class;
    within(
        "SM2, known credential's live code / phone's signature",
        1.15,
        live,
        "again",
        "holderCheck",
        "SM2");
    Class<?> health = HealthCertificateToDecision.class;
    faster("ES256 health certificate / Swiss library", 8, health, "ours", "swiss");
    faster("ES256 health certificate / Swedish library", 8, health, "ours", "swedish");
    add(
        Claim.atMost(
            "SM2, text to decision, allocated",
            found(text, "decision", "SM2").allocated(),
            ALLOCATED,
            "bytes"));
  }

  private void threads() {
    Optional<Figure> two = find(2, SharedVerifier.class, "decision", "SM2");
    if (two.isEmpty()) {
      leftOut.add("two threads over one: this machine has one processor");
      return;
    }
    double one = found(SharedVerifier.class, "decision", "SM2").median();
    double both = two.get().median();
    // More a second is better: the ratio is ours, of two threads, over that of one.
    add(
        new Claim(
            "SM2, two threads / one",
            both,
            one,
            "a second",
            both / one,
            1.9,
            Claim.Sense.AT_LEAST));
  }

  private void starts(Map<Start.Way, List<Start.Run>> starts) {
    add(
        Claim.within(
            "process start to first decision / plain start",
            Start.median(runs(starts, Start.Way.FAST), 1),
            Start.median(runs(starts, Start.Way.PLAIN), 1),
            "ms",
            Start.OF_PLAIN));
    add(
        Claim.atMost(
            "slowest of 100 decisions after warmUp()",
            Start.slowest(runs(starts, Start.Way.FAST_AND_WARM)),
            Start.WARM_MILLIS,
            "ms"));
  }

  private static List<Start.Run> runs(Map<Start.Way, List<Start.Run>> starts, Start.Way way) {
    return Objects.requireNonNull(starts.get(way), way::toString);
  }

  List<Claim> all() {
    return List.copyOf(claims);
  }

  /** Returns what cannot be measured here, and why. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  boolean hold() {
    return claims.stream().allMatch(Claim::holds);
  }
}
