package org.youdai.samples.faregate;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gathers what a keyboard wedge types into the window, up to its Enter. What was typed long before
 * the next key is thrown away: somebody has leaned on a keyboard.
 */
final class Wedge {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Consumer<Scanned> to;
  private final LongSupplier nanos;
  private final StringBuilder typed = new StringBuilder();
  private boolean isTooLong;
  private long last;

  Wedge(Consumer<Scanned> to, LongSupplier nanos) {
    this.to = to;
    this.nanos = nanos;
  }

  /** Takes a key. */
  void type(char key) {
    long now = nanos.getAsLong();
    if (now - last > PAUSE_NANOS) {
      reset();
    }
    last = now;
    if (key == '\n' || key == '\r') {
      enter();
    } else if (typed.length() < Lines.LONGEST) {
      typed.append(key);
    } else {
      isTooLong = true;
    }
  }

  private void enter() {
    String text = typed.toString();
    boolean wasTooLong = isTooLong;
    reset();
    if (wasTooLong) {
      to.accept(new Scanned.Unusable(Notice.of(Notice.Kind.LINE_TOO_LONG, "keyboard")));
    } else if (!text.isBlank()) {
      to.accept(new Scanned.Typed(text));
    }
  }

  private void reset() {
    typed.setLength(0);
    isTooLong = false;
  }
}
