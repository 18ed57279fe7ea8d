package org.youdai.scan;

import java.util.Objects;

/**
 * The text of a QR code, as scanned. Whoever holds it can show it, so it is treated as a secret:
 * {@link #toString()} never contains it.
 */
public final class QrText {
  private final String text;

  private QrText(String text) {
    this.text = text;
  }

  /** Wraps any text; nothing is checked here. */
  public static QrText of(String text) {
    return new QrText(Objects.requireNonNull(text));
  }

  /** Returns the text itself. Do not log or store it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QrText that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "QrText[" + text.length() + " characters]";
  }
}
