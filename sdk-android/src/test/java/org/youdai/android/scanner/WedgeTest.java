package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.os.Handler;
import android.os.Looper;
import android.view.KeyEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

@RunWith(RobolectricTestRunner.class)
public final class WedgeTest {
  private static final int SCANNER = 5; // milliseconds from key to key
  private static final int PERSON = 180;

  private final List<String> lines = new ArrayList<>();
  private final Wedge wedge = new Wedge(new Handler(Looper.getMainLooper()), lines::add);
  private long now = 10_000;

  /** A key whose character a test says, whatever the keyboard's layout is. */
  private static final class Key extends KeyEvent {
    private final int character;

    Key(long time, int action, int code, int repeat, int character) {
      super(time, time, action, code, repeat);
      this.character = character;
    }

    @Override
    public int getUnicodeChar() {
      return character;
    }
  }

  private boolean press(int code, int character, int millis) {
    now += millis;
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(millis));
    boolean isTaken = wedge.take(new Key(now, KeyEvent.ACTION_DOWN, code, 0, character));
    boolean isReleaseTaken = wedge.take(new Key(now, KeyEvent.ACTION_UP, code, 0, character));
    assertThat(isReleaseTaken).isEqualTo(isTaken);
    return isTaken;
  }

  /** Types a text, and returns whether each key was taken for a scanner's. */
  private List<Boolean> type(String text, int millis) {
    List<Boolean> taken = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int code =
          switch (character) {
            case '\n' -> KeyEvent.KEYCODE_ENTER;
            case '\t' -> KeyEvent.KEYCODE_TAB;
            default -> KeyEvent.KEYCODE_A;
          };
      taken.add(press(code, character, millis));
    }
    return taken;
  }

  private void pass(int millis) {
    now += millis;
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(millis));
  }

  @Test
  public void enterAndTab_endALine() {
    type("YD1:AAAA\nYD1:BBBB\t", SCANNER);
    assertThat(press(KeyEvent.KEYCODE_NUMPAD_ENTER, '\n', SCANNER)).isFalse();
    assertThat(lines).containsExactly("YD1:AAAA", "YD1:BBBB");
  }

  @Test
  public void halfASecondWithoutAKey_endsALine() {
    type("YD1:AAAA", SCANNER);
    pass(499);
    assertThat(lines).isEmpty();
    pass(1);
    assertThat(lines).containsExactly("YD1:AAAA");
  }

  @Test
  public void keyAfterHalfASecond_beginsALineWhereTheMainThreadWasBusy() {
    type("YD1:AAAA", SCANNER);
    now += 501; // and the main thread has done nothing meanwhile
    type("YD1:BBBB\n", SCANNER);
    assertThat(lines).containsExactly("YD1:AAAA", "YD1:BBBB");
  }

  @Test
  public void scannersKeys_areTakenFromTheSecondToTheEnter() {
    List<Boolean> taken = type("YD1:AAAA\n", SCANNER);
    assertThat(taken.get(0)).isFalse();
    assertThat(taken.subList(1, taken.size())).containsOnly(true);
  }

  @Test
  public void peoplesKeys_goOnToTheApp() {
    assertThat(type("hello, world\n", PERSON)).containsOnly(false);
    assertThat(type("1\n", PERSON)).containsOnly(false);
    pass(500);
    assertThat(lines).isEmpty();
  }

  @Test
  public void fewQuickKeys_areNoCode() {
    assertThat(type("abcde\n", SCANNER)).endsWith(false);
    type("abcde", SCANNER);
    pass(500);
    assertThat(lines).isEmpty();
    type("abcdef\n", SCANNER);
    assertThat(lines).containsExactly("abcdef");
  }

  @Test
  public void keysWithoutACharacter_goOnToTheAppAndDoNotDisturb() {
    type("YD1:", SCANNER);
    for (int code :
        new int[] {
          KeyEvent.KEYCODE_BACK,
          KeyEvent.KEYCODE_VOLUME_UP,
          KeyEvent.KEYCODE_MEDIA_PLAY,
          KeyEvent.KEYCODE_SHIFT_LEFT,
          KeyEvent.KEYCODE_CAPS_LOCK,
          KeyEvent.KEYCODE_BUTTON_L1
        }) {
      assertThat(press(code, 0, SCANNER)).as(KeyEvent.keyCodeToString(code)).isFalse();
    }
    type("AAAA\n", SCANNER);
    assertThat(lines).containsExactly("YD1:AAAA");
  }

  @Test
  public void keyThatStaysDown_isTypedOnce() {
    type("YD1:AAA", SCANNER);
    now += SCANNER;
    assertThat(wedge.take(new Key(now, KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_B, 0, 'B'))).isTrue();
    for (int repeat = 1; repeat < 9; repeat++) {
      assertThat(wedge.take(new Key(now, KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_B, repeat, 'B')))
          .isTrue();
    }
    type("\n", SCANNER);
    assertThat(lines).containsExactly("YD1:AAAB");
  }

  @Test
  public void releaseOfAKeyThatTheAppHas_goesOnToTheApp() {
    type("YD1:AAAA", SCANNER);
    assertThat(wedge.take(new Key(now, KeyEvent.ACTION_UP, KeyEvent.KEYCODE_BACK, 0, 0))).isFalse();
  }

  @Test
  @SuppressWarnings("deprecation") // how scanners on API 26 to 28 send several characters
  public void severalCharactersInOneEvent_areALineUpToEachEnd() {
    assertThat(wedge.take(new KeyEvent(now, "YD1:AAAA\r\nYD1:BB", 3, 0))).isTrue();
    assertThat(wedge.take(new KeyEvent(now, "BB\n", 3, 0))).isTrue();
    assertThat(wedge.take(new KeyEvent(now + 200, "x", 3, 0))).isFalse();
    assertThat(lines).containsExactly("YD1:AAAA", "YD1:BBBB");
  }

  @Test
  @SuppressWarnings("deprecation") // likewise
  public void eventOfSeveralThatHasNone_goesOnToTheApp() {
    assertThat(wedge.take(new KeyEvent(now, "", 3, 0))).isFalse();
    assertThat(wedge.take(new KeyEvent(KeyEvent.ACTION_MULTIPLE, KeyEvent.KEYCODE_UNKNOWN)))
        .isFalse();
    assertThat(wedge.take(new KeyEvent(KeyEvent.ACTION_MULTIPLE, KeyEvent.KEYCODE_A))).isFalse();
  }

  @Test
  public void longestLine_isWholeAndALongerOneIsNone() {
    type("x".repeat(Wedge.LONGEST) + "\n", 1);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).hasSize(Wedge.LONGEST);
    assertThat(type("x".repeat(Wedge.LONGEST + 1) + "\n", 1)).endsWith(true);
    assertThat(lines).hasSize(1);
    type("YD1:AAAA\n", SCANNER);
    assertThat(lines).endsWith("YD1:AAAA").hasSize(2);
  }

  @Test
  public void realKeys_haveTheCharactersOfTheirShiftKey() {
    for (int code : new int[] {KeyEvent.KEYCODE_Y, KeyEvent.KEYCODE_D}) {
      key(code, KeyEvent.META_SHIFT_ON);
    }
    for (int code : new int[] {KeyEvent.KEYCODE_1, KeyEvent.KEYCODE_A, KeyEvent.KEYCODE_7}) {
      key(code, 0);
    }
    key(KeyEvent.KEYCODE_Z, 0);
    key(KeyEvent.KEYCODE_ENTER, 0);
    assertThat(lines).containsExactly("YD1a7z");
  }

  private void key(int code, int meta) {
    now += SCANNER;
    wedge.take(new KeyEvent(now, now, KeyEvent.ACTION_DOWN, code, 0, meta));
    wedge.take(new KeyEvent(now, now, KeyEvent.ACTION_UP, code, 0, meta));
  }
}
