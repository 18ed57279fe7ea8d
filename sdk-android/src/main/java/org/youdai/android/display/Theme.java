package org.youdai.android.display;

import org.youdai.gate.Lamp;

/**
 * The colours of a screen. What is written on it has a contrast of 4.5 to 1 at least (WCAG 2.2,
 * 1.4.3), in {@link #OUTDOOR} of 7 to 1.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of two numbers is immutable
public enum Theme {
  /** A colour that fills the screen: seen from afar, in a room. */
  STANDARD(
      new Paint(0xf5f7fa, 0x12202b),
      new Paint(0x006b32, 0xffffff),
      new Paint(0x0b4a99, 0xffffff),
      new Paint(0xffd426, 0x1a1400),
      new Paint(0xffb41f, 0x1a1000)),
  /** A coloured writing on black, which dazzles nobody at night. */
  DARK(
      new Paint(0x000000, 0xd7dee6),
      new Paint(0x00140a, 0x5cf09a),
      new Paint(0x000c22, 0x9cc6ff),
      new Paint(0x151000, 0xffd426),
      new Paint(0x1a0f00, 0xffa31a)),
  /** As far apart as colours can be, for the sun. */
  OUTDOOR(
      new Paint(0xffffff, 0x000000),
      new Paint(0x004d22, 0xffffff),
      new Paint(0x002566, 0xffffff),
      new Paint(0xffe600, 0x000000),
      new Paint(0xffa500, 0x000000));

  /** The strip for what needs attention. */
  static final Paint WARNING = new Paint(0x8c1010, 0xffffff);

  /** The strip for staff. */
  static final Paint STAFF = new Paint(0x16191d, 0xe8ecf0);

  private final Paint idle;
  private final Paint green;
  private final Paint blue;
  private final Paint yellow;
  private final Paint calling;

  Theme(Paint idle, Paint green, Paint blue, Paint yellow, Paint calling) {
    this.idle = idle;
    this.green = green;
    this.blue = blue;
    this.yellow = yellow;
    this.calling = calling;
  }

  /** What a part is filled with, and what is written on it; both opaque. */
  record Paint(int paper, int ink) {
    private static final int OPAQUE = 0xff000000;

    Paint {
      paper |= OPAQUE;
      ink |= OPAQUE;
    }
  }

  /** Returns the one that comes after this, and the first after the last. */
  public Theme next() {
    return switch (this) {
      case STANDARD -> DARK;
      case DARK -> OUTDOOR;
      case OUTDOOR -> STANDARD;
    };
  }

  Paint idle() {
    return idle;
  }

  Paint of(Lamp lamp) {
    return switch (lamp) {
      case GREEN -> green;
      case BLUE -> blue;
      case YELLOW -> yellow;
      case YELLOW_BLINKING -> calling;
    };
  }
}
