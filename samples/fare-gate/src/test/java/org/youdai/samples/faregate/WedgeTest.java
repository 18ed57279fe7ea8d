package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WedgeTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Scanned> scanned = new ArrayList<>();
  private final Wedge wedge = new Wedge(scanned::add, nanos::get);

  private void type(String keys) {
    for (int i = 0; i < keys.length(); i++) {
      wedge.type(keys.charAt(i));
    }
  }

  @Test
  void enter_endsACode() {
    type("YD1:A\nYD1:B\r\n");
    assertThat(scanned).containsExactly(new Scanned.Typed("YD1:A"), new Scanned.Typed("YD1:B"));
  }

  @Test
  void elbowOnTheKeyboard_isForgottenBeforeTheNextCode() {
    type("jjjjj");
    nanos.addAndGet(1_000_000_001L);
    type("YD1:A\n");
    assertThat(scanned).containsExactly(new Scanned.Typed("YD1:A"));
  }

  @Test
  void keyThatStaysDown_isToldAndNotKept() {
    type("x".repeat(Lines.LONGEST + 1) + "\nYD1:A\n");
    assertThat(scanned)
        .containsExactly(
            new Scanned.Unusable(Notice.of(Notice.Kind.LINE_TOO_LONG, "keyboard")),
            new Scanned.Typed("YD1:A"));
  }

  @Test
  void typedCode_isNeverPrinted() {
    assertThat(new Scanned.Typed("YD1:A").toString()).doesNotContain("YD1");
  }
}
