package org.youdai.benchmarks;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.youdai.authority.SigningKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** Signatures of as many phones, one after the other, each with a key of its own. */
final class PhoneSignatures {
  private static final int MESSAGE = 200;

  private final List<VerifyingKey> keys = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();
  private int turn;

  private PhoneSignatures() {}

  static PhoneSignatures of(SignatureAlgorithm algorithm, int phones) {
    PhoneSignatures all = new PhoneSignatures();
    SecureRandom random = GenuineCodes.seeded();
    for (int i = 0; i < phones; i++) {
      SigningKey key = SigningKey.generate(algorithm, random);
      byte[] message = new byte[MESSAGE];
      random.nextBytes(message);
      all.keys.add(key.verifyingKey());
      all.messages.add(message);
      all.signatures.add(key.sign(message));
    }
    return all;
  }

  VerifyingKey anyKey() {
    return keys.get(0);
  }

  /** Checks the next signature, by what is made of its key's bytes. */
  boolean verifies(Function<VerifyingKey, BareCheck> checkWith) {
    turn = turn + 1 == keys.size() ? 0 : turn + 1;
    return checkWith.apply(keys.get(turn)).verifies(messages.get(turn), signatures.get(turn));
  }
}
