package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.youdai.authority.DocumentWriter;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.ManifestDocument;
import org.youdai.trust.Manifest;

/** What a manifest is read from: what is taken comes out the same when it is written again. */
final class ManifestFuzz {

  @FuzzTest
  void payload(byte[] input) {
    Manifest manifest;
    try {
      manifest = ManifestDocument.readUnsigned(input);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    byte[] again = DocumentWriter.manifest(manifest, List.of(FuzzAuthority.ROLE));
    try {
      assertThat(ManifestDocument.read(again, FuzzAuthority.ROOT)).isEqualTo(manifest);
    } catch (Rejection tooLarge) {
      assertThat(again.length).isGreaterThan(ManifestDocument.LARGEST);
    }
  }
}
