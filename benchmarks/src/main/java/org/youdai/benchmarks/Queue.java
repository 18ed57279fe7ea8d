package org.youdai.benchmarks;

import java.util.List;
import org.youdai.Snapshot;
import org.youdai.Verifier;
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.decision.Decision;
import org.youdai.profile.Profile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** Codes that come one after the other, and begin again, to a verifier that trusts their issuer. */
final class Queue {
  private final List<QrText> texts;
  private final Verifier verifier;
  private int turn;

  private Queue(List<QrText> texts, Verifier verifier) {
    this.texts = texts;
    this.verifier = verifier;
  }

  static Queue of(Form form, SignatureAlgorithm algorithm, int count) {
    GenuineCodes codes = GenuineCodes.kept(form, algorithm, count);
    Snapshot snapshot = codes.snapshot();
    List<Profile> profiles =
        form == Form.HEALTH ? List.of(new HealthCertificate()) : Profile.standard();
    return new Queue(codes.texts(), GenuineCodes.verifier(profiles, () -> snapshot));
  }

  /** Returns as many queues as there are threads: each has its own codes, all one verifier. */
  List<Queue> split(int threads) {
    return java.util.stream.IntStream.range(0, threads)
        .mapToObj(
            thread ->
                new Queue(
                    texts.subList(
                        thread * texts.size() / threads, (thread + 1) * texts.size() / threads),
                    verifier))
        .toList();
  }

  /** Decides on the next code. */
  Decision next() {
    turn = turn + 1 == texts.size() ? 0 : turn + 1;
    return verifier.verify(texts.get(turn), GenuineCodes.BUS);
  }
}
