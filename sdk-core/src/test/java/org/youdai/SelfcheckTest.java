package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SelfcheckTest {
  @Test
  void everyCheck_passes() {
    assertThat(Selfcheck.run()).hasSize(7).doesNotContainValue(false);
  }
}
