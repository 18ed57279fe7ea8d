package org.youdai.android.scanner;

import android.os.Handler;
import android.view.KeyEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers what a scanner types as if it were a keyboard. A person's keys go on to the app: a
 * scanner's follow one another faster than fingers can. Belongs to the main thread, as key events
 * do.
 */
final class Wedge {
  /** After so long without a key a line is over. */
  static final long PAUSE_MILLIS = 500;

  /** A key that comes as soon as this after the one before is a scanner's. */
  static final long QUICK_MILLIS = 100;

  /** No code has fewer characters. */
  static final int SHORTEST = 6;

  /** No code has more. */
  static final int LONGEST = 8192;

  private final Handler handler;
  private final Consumer<String> to;
  private final Runnable end = this::end;
  private final StringBuilder typed = new StringBuilder();
  private final Set<Integer> held = new HashSet<>();
  private boolean isTooLong;
  private int quick;
  private long last;

  Wedge(Handler handler, Consumer<String> to) {
    this.handler = handler;
    this.to = to;
  }

  /** Takes a key, and returns whether it is a scanner's: then nobody else is to have it. */
  boolean take(KeyEvent event) {
    int code = event.getKeyCode();
    return switch (event.getAction()) {
      case KeyEvent.ACTION_DOWN -> {
        boolean isTaken = event.getRepeatCount() > 0 ? held.contains(code) : down(event);
        if (isTaken) {
          held.add(code);
        }
        yield isTaken;
      }
      case KeyEvent.ACTION_UP -> held.remove(code);
      default -> code == KeyEvent.KEYCODE_UNKNOWN && all(event);
    };
  }

  private boolean down(KeyEvent event) {
    return switch (event.getKeyCode()) {
      case KeyEvent.KEYCODE_ENTER, KeyEvent.KEYCODE_NUMPAD_ENTER, KeyEvent.KEYCODE_TAB -> end();
      default -> type(event.getUnicodeChar(), event.getEventTime());
    };
  }

  /** Takes several characters that come as one event. */
  @SuppressWarnings("deprecation") // API 29 no longer sends these, but scanners on 26 to 28 do
  private boolean all(KeyEvent event) {
    String characters = event.getCharacters();
    boolean isTaken = false;
    for (int i = 0; characters != null && i < characters.length(); i++) {
      char character = characters.charAt(i);
      boolean isEnd = character == '\n' || character == '\r' || character == '\t';
      isTaken |= isEnd ? end() : type(character, event.getEventTime());
    }
    return isTaken;
  }

  /** Takes a character; 0 and less is a key without one, or an accent that waits for its letter. */
  private boolean type(int character, long time) {
    if (character < ' ') {
      return false;
    }
    if (time - last > PAUSE_MILLIS) {
      end(); // where the main thread was too busy for that in time
    }
    boolean isQuick = typed.length() > 0 && time - last <= QUICK_MILLIS;
    quick += isQuick ? 1 : 0;
    last = time;
    isTooLong |= typed.length() >= LONGEST;
    if (!isTooLong) {
      typed.appendCodePoint(character);
    }
    handler.removeCallbacks(end);
    handler.postDelayed(end, PAUSE_MILLIS);
    return isQuick;
  }

  /** Ends a line, and returns whether a scanner has typed it. */
  private boolean end() {
    handler.removeCallbacks(end);
    boolean isScanned = quick >= SHORTEST - 1;
    boolean isWhole = isScanned && !isTooLong;
    String line = typed.toString();
    forget();
    if (isWhole) {
      to.accept(line);
    }
    return isScanned;
  }

  /** Forgets what was typed so far. */
  void forget() {
    handler.removeCallbacks(end);
    typed.setLength(0);
    isTooLong = false;
    quick = 0;
  }
}
