package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.youdai.authority.DocumentWriter;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.RootDocument;
import org.youdai.trust.TrustAnchor;

/** What a root document is read from. */
final class RootFuzz {

  @FuzzTest
  void document(byte[] input) {
    read(input);
  }

  /** A payload that the root role has signed, as long as it names that key. */
  @FuzzTest
  void payload(byte[] input) {
    read(DocumentWriter.sign(input, List.of(FuzzAuthority.ROLE)));
  }

  private static void read(byte[] document) {
    try {
      RootDocument root = RootDocument.read(TrustAnchor.of(document));
      assertThat(root.trust().threshold()).isBetween(1, Math.max(1, root.trust().kids().size()));
      assertThat(root.keys().keySet()).containsAll(root.policy().kids());
    } catch (Rejection refused) {
      // the one exception that it may throw
    }
  }
}
