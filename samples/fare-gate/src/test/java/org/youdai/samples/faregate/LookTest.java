package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.gate.Lamp;
import org.youdai.gate.Lane;

final class LookTest {
  private static final double ENOUGH = 4.5; // WCAG 2.2 §1.4.3

  /** WCAG 2.2, "contrast ratio". */
  private static double contrast(Color one, Color other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void contrast_isThatOfTheStandardsExamples() {
    assertThat(contrast(Color.BLACK, Color.WHITE)).isEqualTo(21.0);
    assertThat(contrast(new Color(0x777777), Color.WHITE)).isBetween(4.47, 4.49);
  }

  @ParameterizedTest
  @EnumSource
  void everyLook_canBeReadAndItsDrawingSeen(Look look) {
    assertThat(contrast(look.ink(), look.paper())).isGreaterThanOrEqualTo(ENOUGH);
  }

  @Test
  void strips_canBeRead() {
    assertThat(contrast(Look.STAFF_INK, Look.STAFF_PAPER)).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(contrast(Look.WARNING_INK, Look.WARNING_PAPER)).isGreaterThanOrEqualTo(ENOUGH);
  }

  @Test
  void everyLampAndLane_hasALookAndADrawingOfItsOwn() {
    Set<Object> looks = new HashSet<>(Arrays.stream(Lamp.values()).map(Look::of).toList());
    Set<Object> signs = new HashSet<>(Arrays.stream(Lane.values()).map(Sign::of).toList());
    assertThat(looks).hasSize(4).doesNotContain(Look.IDLE);
    assertThat(signs).hasSize(4).doesNotContain(Sign.PHONE);
  }
}
