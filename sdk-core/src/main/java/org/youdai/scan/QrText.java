package org.youdai.scan;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The text of a QR code, as scanned. Whoever holds it can show it, so it is treated as a secret:
 * {@link #toString()} never contains it.
 */
public final class QrText {
  private static final int LONGEST_UTF_8 = 4;
  private static final char IDEOGRAPHIC_SPACE = '\u3000';

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
   * Wraps what a scanner has sent over a serial line or a socket, in UTF-8 or UTF-16; like {@link
   * #of}, it mends nothing.
   */
  public static QrText ofBytes(byte[] sent) {
    boolean isOdd = sent.length % 2 == 1 && sent.length > 2;
    // Where a line of UTF-16 was cut at a byte, half of the line's end is left over.
    if (isOdd && sent[0] == 0 && sent[2] == 0) {
      return new QrText(new String(sent, 1, sent.length - 1, StandardCharsets.UTF_16LE));
    }
    if (isOdd && sent[0] == 0 && sent[sent.length - 1] == 0) {
      return new QrText(new String(sent, 0, sent.length - 1, StandardCharsets.UTF_16BE));
    }
    return new QrText(new String(sent, charset(sent)));
  }

  /** UTF-8 is taken byte by byte here, which is quick, and the same for ASCII. */
  private static Charset charset(byte[] sent) {
    if (sent.length < 2 || sent.length % 2 != 0) {
      return StandardCharsets.ISO_8859_1;
    }
    int first = sent[0] & 0xff;
    int second = sent[1] & 0xff;
    if ((first == 0 && second != 0) || (first == 0xfe && second == 0xff)) {
      return StandardCharsets.UTF_16BE;
    }
    return (second == 0 && first != 0) || (first == 0xff && second == 0xfe)
        ? StandardCharsets.UTF_16LE
        : StandardCharsets.ISO_8859_1;
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
    return c <= ' '
        || (c >= 0x7f && c <= 0xa0)
        || c == IDEOGRAPHIC_SPACE
        || c == '\ufeff'
        || c == '\ufffe';
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

  /**
   * Returns what the bytes say in UTF-8, or {@code latin} if they do not; the last may be cut off.
   */
  private static String utf8(String latin) {
    ByteBuffer bytes = ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1));
    CharBuffer chars = CharBuffer.allocate(latin.length());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
    if (result.isError() && bytes.remaining() >= LONGEST_UTF_8) {
      return latin;
    }
    int length = chars.position();
    return new String(chars.array(), 0, length);
  }

  private static String halfWidth(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= IDEOGRAPHIC_SPACE) {
        return halfWidth(text.toCharArray());
      }
    }
    return text;
  }

  private static String halfWidth(char[] chars) {
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= '\uff01' && chars[i] <= '\uff5e') {
        chars[i] = (char) (chars[i] - 0xfee0);
      } else if (chars[i] == IDEOGRAPHIC_SPACE) {
        chars[i] = ' ';
      }
    }
    return new String(chars);
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
