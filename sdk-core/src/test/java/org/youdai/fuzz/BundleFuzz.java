package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.Bundle;

/** Bundle files: what is taken comes out the same when it is written again. */
final class BundleFuzz {

  @FuzzTest
  void bundle(byte[] input) throws Rejection {
    Map<String, byte[]> files;
    try {
      files = Bundle.read(input);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    Map<String, byte[]> again = Bundle.read(Bundle.write(files));
    assertThat(again.keySet()).containsExactlyElementsOf(files.keySet());
    files.forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
  }
}
