package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.youdai.authority.DocumentWriter;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.profile.IssuerKeys;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

/** What a trust list is read from: every key that is taken can be used. */
final class TrustListFuzz {

  @FuzzTest
  void document(byte[] input) {
    try {
      TrustDocument.read(input, FuzzAuthority.ROOT);
      assertThat(input).as("a document that nobody has signed").isNull();
    } catch (Rejection refused) {
      // the one exception that it may throw
    }
  }

  /** A payload that the trust role has signed, whatever it says. */
  @FuzzTest
  void payload(byte[] input) {
    TrustList trust;
    try {
      trust =
          TrustDocument.read(
              DocumentWriter.sign(input, List.of(FuzzAuthority.ROLE)), FuzzAuthority.ROOT);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    assertThatKeysWork(trust);
  }

  private static void assertThatKeysWork(TrustList trust) {
    try {
      IssuerKeys.of(trust);
      for (StatusKey key : trust.statusKeys()) {
        SignatureVerifier.of(key.key());
      }
    } catch (Rejection unusable) {
      throw new AssertionError("a key was taken that cannot be used", unusable);
    }
  }
}
