package org.youdai.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.youdai.Verifier;
import org.youdai.decision.Reason;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.SignatureModule;
import org.youdai.trust.VerifyingKey;

/** A second provider: Tencent's for SM2, and the JDK's for the others. */
public final class OtherModule implements SignatureModule {
  private static final Set<SignatureAlgorithm> ASKED = ConcurrentHashMap.newKeySet();

  /** Makes it, as a service loader does. */
  public OtherModule() {}

  @Override
  public Check ready(VerifyingKey key) {
    boolean isSm2 = key.algorithm() == SignatureAlgorithm.SM2;
    BareCheck check = isSm2 ? BareCheck.kona(key) : BareCheck.jdk(key);
    return (message, signature) -> {
      ASKED.add(key.algorithm());
      synchronized (check) { // the JCA's signatures are for one thread
        return check.verifies(message, isSm2 ? BareCheck.toDer(signature) : signature);
      }
    };
  }

  /** A module that has no answer for keys of ES256. */
  public static final class OutOfOrder implements SignatureModule {
    /** Makes it, as a service loader does. */
    public OutOfOrder() {}

    @Override
    public Check ready(VerifyingKey key) {
      BareCheck check = BareCheck.stock(key);
      return (message, signature) -> {
        if (key.algorithm() == SignatureAlgorithm.ES256) {
          throw new IllegalStateException("no answer");
        }
        return check.verifies(message, signature);
      };
    }
  }

  /** Which algorithms a module was asked for, and what came of codes and refusals, a word each. */
  public static final class Run implements Callable<List<String>> {
    /** Makes it. */
    public Run() {}

    @Override
    public List<String> call() {
      List<String> said = new ArrayList<>();
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        GenuineCodes codes = GenuineCodes.issue(algorithm, 1);
        Verifier verifier = GenuineCodes.verifier(codes::snapshot);
        Reason reason = verifier.verify(codes.texts().get(0), GenuineCodes.BUS).reason();
        said.add(algorithm + ":" + reason);
      }
      Refusals.all()
          .forEach((reason, refusal) -> said.add(reason + ":" + refusal.decide().reason()));
      said.add("asked:" + ASKED.size());
      return said;
    }
  }
}
