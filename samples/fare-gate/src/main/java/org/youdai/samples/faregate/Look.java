package org.youdai.samples.faregate;

import java.awt.Color;
import org.youdai.gate.Lamp;

/** The colours of a screen. Whatever is written has a contrast of 4.5 to 1 at least. */
enum Look {
  /** Nobody is there. */
  IDLE(0xf5f7fa, 0x12202b),
  /** Go. */
  GREEN(0x006b32, 0xffffff),
  /** The ordinary fare. */
  BLUE(0x0b4a99, 0xffffff),
  /** Once more. */
  YELLOW(0xffd426, 0x1a1400),
  /** A person comes; its frame blinks. */
  CALLING(0xffb41f, 0x1a1000);

  /** The strip for staff at the bottom. */
  static final Color STAFF_PAPER = new Color(0x16191d);

  /** What is written there. */
  static final Color STAFF_INK = new Color(0xe8ecf0);

  /** The strip for what needs attention at the top. */
  static final Color WARNING_PAPER = new Color(0x8c1010);

  /** What is written there. */
  static final Color WARNING_INK = new Color(0xffffff);

  private final Color paper;
  private final Color ink;

  Look(int paper, int ink) {
    this.paper = new Color(paper);
    this.ink = new Color(ink);
  }

  static Look of(Lamp lamp) {
    return switch (lamp) {
      case GREEN -> GREEN;
      case BLUE -> BLUE;
      case YELLOW -> YELLOW;
      case YELLOW_BLINKING -> CALLING;
    };
  }

  /** Returns what the window is filled with. */
  Color paper() {
    return paper;
  }

  /** Returns what is written and drawn on it. */
  Color ink() {
    return ink;
  }
}
