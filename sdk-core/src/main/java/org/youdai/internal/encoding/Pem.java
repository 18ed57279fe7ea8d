package org.youdai.internal.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;

/**
 * DER in text (RFC 7468): one block, with nothing but white space around it and none of the headers
 * of older forms in it. Every refusal is {@link Reason#BAD_ENCODING}.
 */
public final class Pem {
  private static final String START = "-----BEGIN ";
  private static final int LINE = 64;

  private Pem() {}

  /** Returns whether {@code bytes} look like PEM rather than DER, going by how they begin. */
  public static boolean isPem(byte[] bytes) {
    return text(bytes).startsWith(START);
  }

  /**
   * Returns what the one block holds.
   *
   * @param label what the block is, for example {@code PUBLIC KEY}
   * @throws Rejection if it is another block, several, or not base64 in its one form
   */
  public static byte[] decode(String label, byte[] bytes) throws Rejection {
    String text = text(bytes);
    String first = begin(label);
    String last = end(label);
    if (!text.startsWith(first)
        || !text.endsWith(last)
        || text.length() < first.length() + last.length()) {
      throw new Rejection(
          Reason.BAD_ENCODING, "one PEM block " + label + " and nothing else is expected");
    }
    return base64(text.substring(first.length(), text.length() - last.length()));
  }

  private static byte[] base64(String body) throws Rejection {
    StringBuilder digits = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
        digits.append(c);
      }
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(digits.toString());
      if (Base64.getEncoder().encodeToString(decoded).contentEquals(digits)) {
        return decoded;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new Rejection(Reason.BAD_ENCODING, "the PEM block is not base64");
    }
    throw new Rejection(Reason.BAD_ENCODING, "the PEM block's base64 is not canonical");
  }

  /** Returns {@code der} as one block with lines of 64 characters and a line end at the end. */
  public static byte[] encode(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    String text = begin(label) + '\n' + lines.encodeToString(der) + '\n' + end(label) + '\n';
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String begin(String label) {
    return START + label + "-----";
  }

  private static String end(String label) {
    return "-----END " + label + "-----";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII).trim();
  }
}
