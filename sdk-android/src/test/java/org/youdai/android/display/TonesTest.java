package org.youdai.android.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.youdai.decision.Prompt;

@RunWith(RobolectricTestRunner.class)
@Config(shadows = TestSound.class)
public final class TonesTest {
  private static final int TENTH = Tones.RATE / 10;

  private final Tones tones = new Tones();

  @Before
  public void reset() {
    TestSound.reset();
  }

  @After
  public void close() {
    tones.close();
  }

  private static List<Prompt.Note> note(int hertz, int millis) {
    return List.of(new Prompt.Note(hertz, millis));
  }

  private static int sample(byte[] samples, int index) {
    return (short) ((samples[2 * index] & 0xff) | (samples[2 * index + 1] << 8));
  }

  @Test
  public void tone_isAsLongAndAsHighAsItsNotesSay() {
    byte[] samples = Tones.samples(note(784, 500));
    assertThat(samples).hasSize(2 * Tones.RATE / 2);
    int crossings = 0;
    for (int i = 1; i < samples.length / 2; i++) {
      crossings += sample(samples, i - 1) < 0 && sample(samples, i) >= 0 ? 1 : 0;
    }
    assertThat(crossings * 2.0).isCloseTo(784, within(6.0)); // in half a second
  }

  @Test
  public void severalNotes_followOneAnotherAndBeginAndEndInSilence() {
    byte[] samples = Tones.samples(List.of(new Prompt.Note(523, 100), new Prompt.Note(1047, 200)));
    assertThat(samples).hasSize(2 * 3 * TENTH);
    for (int edge : new int[] {0, TENTH - 1, TENTH, 3 * TENTH - 1}) {
      assertThat(sample(samples, edge)).as("sample %d", edge).isZero();
    }
    for (int i = 1; i < 3 * TENTH; i++) {
      assertThat(Math.abs(sample(samples, i) - sample(samples, i - 1))).isLessThan(4000);
    }
  }

  @Test
  public void tone_isMadeOnceAndPlayedOften() {
    for (int i = 0; i < 5; i++) {
      assertThat(tones.play(note(880, 100))).isTrue();
      assertThat(tones.play(note(440, 200))).isTrue();
    }
    assertThat(TestSound.MADE).containsExactly(TENTH, 2 * TENTH);
    assertThat(TestSound.PLAYED).hasSize(10).startsWith(TENTH, 2 * TENTH, TENTH);
  }

  @Test
  public void tonesBeyondTheEighth_giveTheOldestBack() {
    for (int i = 1; i <= Tones.MOST; i++) {
      tones.play(note(100 * i, 100));
    }
    tones.play(note(100, 100));
    assertThat(TestSound.RELEASED).hasValue(0);
    tones.play(note(100 * Tones.MOST + 100, 100));
    assertThat(TestSound.RELEASED).hasValue(1);
    tones.play(note(100, 100)); // is younger than the second
    assertThat(TestSound.MADE).hasSize(Tones.MOST + 1);
    tones.close();
    assertThat(TestSound.RELEASED).hasValue(Tones.MOST + 1);
  }

  @Test
  public void soundThatDies_isToldAndComesAgain() {
    assertThat(tones.play(note(880, 100))).isTrue();
    TestSound.isDead = true;
    assertThat(tones.play(note(880, 100))).isFalse();
    TestSound.isDead = false;
    assertThat(tones.play(note(880, 100))).isTrue();
    assertThat(TestSound.RELEASED).hasValue(2);
  }

  @Test
  public void toneThatIsNone_isNoFailureAndAnEndlessOneIsCutShort() {
    assertThat(tones.play(List.of())).isTrue();
    assertThat(tones.play(note(880, 0))).isTrue();
    assertThat(TestSound.MADE).isEmpty();
    assertThat(tones.play(note(880, Integer.MAX_VALUE))).isTrue();
    assertThat(TestSound.MADE).containsExactly(2 * Tones.RATE);
    assertThat(Tones.samples(List.of(new Prompt.Note(880, -5), new Prompt.Note(880, 100))))
        .hasSize(2 * TENTH);
  }
}
