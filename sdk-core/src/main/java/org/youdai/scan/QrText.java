package org.youdai.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  /**
   * Wraps what a hardware scanner has typed or sent, and mends what such devices do to a text of
   * printable ASCII: control characters and blanks around it, a byte order mark, an AIM symbology
   * identifier ({@code ]Q1}, ISO/IEC 15424), the full-width characters of an input method, UTF-8
   * that was taken for ISO 8859-1.
   */
  public static QrText ofScanner(String typed) {
    return new QrText(mended(typed));
  }

  /**
   * Wraps what a scanner has sent over a serial line or a socket, as UTF-8 or UTF-16.
   *
   * @see #ofScanner(String)
   */
  public static QrText ofScanner(byte[] sent) {
    return ofScanner(new String(sent, charset(sent)));
  }

  private static Charset charset(byte[] sent) {
    if (sent.length < 2 || sent.length % 2 != 0) {
      return StandardCharsets.UTF_8;
    }
    int first = sent[0] & 0xff;
    int second = sent[1] & 0xff;
    if (first == 0 || (first == 0xfe && second == 0xff)) {
      return StandardCharsets.UTF_16BE;
    }
    return second == 0 || (first == 0xff && second == 0xfe)
        ? StandardCharsets.UTF_16LE
        : StandardCharsets.UTF_8;
  }

  private static String mended(String typed) {
    String text = isLatin(typed) ? utf8(typed) : typed;
    int start = 0;
    int end = text.length();
    while (start < end && isAround(text.charAt(start))) {
      start++;
    }
    while (end > start && isAround(text.charAt(end - 1))) {
      end--;
    }
    if (end - start >= 3 && text.charAt(start) == ']' && text.charAt(start + 1) == 'Q') {
      start += 3;
    }
    return halfWidth(text.substring(start, end));
  }

  /** No text of ours begins or ends with one of these: the last Base45 digit is no blank. */
  private static boolean isAround(char c) {
    return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == '\u3000' || c == '\ufeff' || c == '\ufffe';
  }

  private static boolean isLatin(String text) {
    boolean hasHigh = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
      hasHigh |= text.charAt(i) > 0x7f;
    }
    return hasHigh;
  }

  private static String utf8(String latin) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException latinIndeed) {
      return latin;
    }
  }

  private static String halfWidth(String text) {
    char[] chars = text.toCharArray();
    boolean isChanged = false;
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= '\uff01' && chars[i] <= '\uff5e') {
        chars[i] = (char) (chars[i] - 0xfee0);
        isChanged = true;
      } else if (chars[i] == '\u3000') {
        chars[i] = ' ';
        isChanged = true;
      }
    }
    return isChanged ? new String(chars) : text;
  }

  /**
   * Returns this text as it was before a caps lock key: every letter of ASCII in its other case.
   */
  public QrText withCaseSwapped() {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char lower = (char) (chars[i] | 0x20);
      if (lower >= 'a' && lower <= 'z') {
        chars[i] = (char) (chars[i] ^ 0x20);
      }
    }
    return new QrText(new String(chars));
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
