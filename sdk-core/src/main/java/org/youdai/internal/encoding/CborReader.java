package org.youdai.internal.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/**
 * Reads CBOR (RFC 8949) item by item from bytes in memory. Nothing is allocated on the word of a
 * length field, nesting is bounded, and a map's duplicate keys are always refused. Wrong types are
 * {@link Reason#WRONG_SHAPE}, an early end is {@link Reason#TEXT_TRUNCATED}, everything else {@link
 * Reason#BAD_ENCODING}.
 */
public final class CborReader {
  /** How strictly the encoding is judged. */
  public enum Rules {
    /** Deterministic encoding only (RFC 8949 §4.2.1): one meaning has exactly one form. */
    DETERMINISTIC,
    /** Anything well-formed, indefinite lengths included: for what other standards produce. */
    WELL_FORMED
  }

  /** How deep arrays, maps and tags may nest. */
  public static final int DEEPEST = 8;

  /** The most entries of one map. */
  public static final int MOST_ENTRIES = 64;

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xff;

  private final byte[] bytes;
  private final int end;
  private final Rules rules;
  private int at;

  /** Reads all of {@code bytes}, which are not copied. */
  public CborReader(byte[] bytes, Rules rules) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.rules = rules;
  }

  /** Returns how strictly the encoding is judged. */
  public Rules rules() {
    return rules;
  }

  /** Returns where the next item begins, in bytes from the start. */
  public int position() {
    return at;
  }

  /** Returns whether the next item is of the major type of a byte string. */
  public boolean isBytes() throws Rejection {
    return peekMajor() == BYTES;
  }

  /** Returns whether the next item is a text string. */
  public boolean isText() throws Rejection {
    return peekMajor() == TEXT;
  }

  /** Returns whether the next item is an integer. */
  public boolean isInteger() throws Rejection {
    int major = peekMajor();
    return major == UNSIGNED || major == NEGATIVE;
  }

  /** Returns whether the next item is a map. */
  public boolean isMap() throws Rejection {
    return peekMajor() == MAP;
  }

  /** Returns whether the next item is a tag. */
  public boolean isTag() throws Rejection {
    return peekMajor() == TAG;
  }

  /** Reads an integer of either sign that fits 64 bits signed. */
  public long integer() throws Rejection {
    int initial = next();
    int major = initial >>> 5;
    if (major != UNSIGNED && major != NEGATIVE) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    long argument = argument(initial);
    if (argument < 0) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    return major == UNSIGNED ? argument : -1 - argument;
  }

  /** Reads a boolean. */
  public boolean bool() throws Rejection {
    int initial = next();
    if (initial != 0xf4 && initial != 0xf5) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    return initial == 0xf5;
  }

  /** Reads a byte string and copies it. */
  public byte[] byteString() throws Rejection {
    return string(BYTES);
  }

  /** Reads a text string; it must be UTF-8. */
  public String text() throws Rejection {
    byte[] utf8 = string(TEXT);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
  }

  /** Reads a tag's number; the tagged item follows. */
  public long tag() throws Rejection {
    return head(TAG);
  }

  /** Reads the head of an array that must have exactly {@code size} items. */
  public void arrayOf(int size) throws Rejection {
    if (array() != size) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
  }

  /** Reads the head of an array of a definite length; its items follow. */
  public long array() throws Rejection {
    return head(ARRAY);
  }

  /** Enters a map; its entries are walked with the cursor that is returned. */
  public Entries map() throws Rejection {
    int initial = next();
    if (initial >>> 5 != MAP) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    if ((initial & 0x1f) == INDEFINITE) {
      requireIndefiniteAllowed();
      return new Entries(-1);
    }
    long size = argument(initial);
    if (size < 0 || size > MOST_ENTRIES) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    return new Entries((int) size);
  }

  /** Passes over one item of any type, and checks that it is well-formed. */
  public void skip() throws Rejection {
    skip(1);
  }

  /** Returns whether nothing follows. */
  public boolean isAtEnd() {
    return at == end;
  }

  /** Returns whether the next item is a number with a fraction: a half, single or double float. */
  public boolean isFloat() throws Rejection {
    int initial = peek();
    return initial >= 0xf9 && initial <= 0xfb;
  }

  /** Reads a float of any width. */
  public double floating() throws Rejection {
    int initial = next();
    if (initial < 0xf9 || initial > 0xfb) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    int from = at;
    take(1 << (initial - 0xf8));
    ByteBuffer bits = ByteBuffer.wrap(bytes, from, at - from);
    return switch (initial) {
      case 0xf9 -> half(bits.getShort());
      case 0xfa -> bits.getFloat();
      default -> bits.getDouble();
    };
  }

  /** Returns the value of a half float (RFC 8949, appendix D). */
  private static double half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        exponent == 0
            ? fraction * 0x1p-24
            : exponent == 31
                ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : (fraction + 1024) * Math.pow(2, exponent - 25);
    return (bits & 0x8000) == 0 ? size : -size;
  }

  /** Checks that nothing follows. */
  public void requireEnd() throws Rejection {
    if (at != end) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
  }

  private void skip(int depth) throws Rejection {
    if (depth > DEEPEST) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    switch (peekMajor()) {
      case UNSIGNED, NEGATIVE -> argument(next());
      case BYTES -> string(BYTES);
      case TEXT -> text();
      case ARRAY -> skipArray(depth);
      case MAP -> {
        Entries entries = map();
        while (entries.next()) {
          skip(depth + 1);
        }
      }
      case TAG -> {
        tag();
        skip(depth + 1);
      }
      default -> skipSimple();
    }
  }

  private void skipArray(int depth) throws Rejection {
    int initial = next();
    if ((initial & 0x1f) == INDEFINITE) {
      requireIndefiniteAllowed();
      while (!atBreak()) {
        skip(depth + 1);
      }
      return;
    }
    // Every item takes a byte at least, so that the input's own length bounds this loop.
    long size = argument(initial);
    if (size < 0) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    for (long i = 0; i < size; i++) {
      skip(depth + 1);
    }
  }

  private void skipSimple() throws Rejection {
    int initial = next();
    int info = initial & 0x1f;
    if (info == INDEFINITE || (info >= 28)) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    if (info == 24) {
      if ((next() & 0xff) < 32) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
    } else if (info > 24) {
      take(1 << (info - 24)); // a float of 2, 4 or 8 bytes
    }
  }

  private byte[] string(int major) throws Rejection {
    int initial = next();
    if (initial >>> 5 != major) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    if ((initial & 0x1f) != INDEFINITE) {
      return definite(initial);
    }
    requireIndefiniteAllowed();
    byte[] whole = new byte[0];
    while (!atBreak()) {
      int chunk = next();
      if (chunk >>> 5 != major || (chunk & 0x1f) == INDEFINITE) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
      byte[] more = definite(chunk);
      int length = whole.length;
      whole = Arrays.copyOf(whole, length + more.length);
      System.arraycopy(more, 0, whole, length, more.length);
    }
    return whole;
  }

  private byte[] definite(int initial) throws Rejection {
    long length = argument(initial);
    if (length < 0 || length > end - at) {
      throw new Rejection(Reason.TEXT_TRUNCATED);
    }
    int from = at;
    take((int) length);
    return Arrays.copyOfRange(bytes, from, at);
  }

  private long head(int major) throws Rejection {
    int initial = next();
    if (initial >>> 5 != major) {
      throw new Rejection(Reason.WRONG_SHAPE);
    }
    return argument(initial);
  }

  /** Reads the argument of an item's head. What does not fit 63 bits comes out negative. */
  private long argument(int initial) throws Rejection {
    int info = initial & 0x1f;
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    int width = 1 << (info - 24);
    int from = at;
    take(width);
    long value = 0;
    for (int i = from; i < at; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    if (rules == Rules.DETERMINISTIC && isShorter(value, width)) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
    return value;
  }

  private static boolean isShorter(long value, int width) {
    return switch (width) {
      case 1 -> value < 24;
      case 2 -> value <= 0xff;
      case 4 -> value <= 0xffff;
      default -> value >= 0 && value <= 0xffff_ffffL;
    };
  }

  private void requireIndefiniteAllowed() throws Rejection {
    if (rules == Rules.DETERMINISTIC) {
      throw new Rejection(Reason.BAD_ENCODING);
    }
  }

  private boolean atBreak() throws Rejection {
    if (peek() == BREAK) {
      at++;
      return true;
    }
    return false;
  }

  private int peekMajor() throws Rejection {
    return peek() >>> 5;
  }

  private int peek() throws Rejection {
    if (at >= end) {
      throw new Rejection(Reason.TEXT_TRUNCATED);
    }
    return bytes[at] & 0xff;
  }

  private int next() throws Rejection {
    int initial = peek();
    at++;
    return initial;
  }

  private void take(int count) throws Rejection {
    if (count > end - at) {
      throw new Rejection(Reason.TEXT_TRUNCATED);
    }
    at += count;
  }

  /** Walks the entries of one map: {@link #next()}, then read or skip the value. */
  public final class Entries {
    private final int size;

    /** Where keys are: in ascending order the last one alone is needed. */
    private final int[] keyStarts = new int[rules == Rules.DETERMINISTIC ? 1 : MOST_ENTRIES];

    private final int[] keyEnds = new int[keyStarts.length];
    private int count;
    private boolean integerKey;
    private long integer;
    private String text = "";

    private Entries(int size) {
      this.size = size;
    }

    /** Moves to the next entry and reads its key; returns false after the last. */
    public boolean next() throws Rejection {
      if (size < 0 ? atBreak() : count == size) {
        return false;
      }
      if (count == MOST_ENTRIES) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
      int start = at;
      integerKey = isInteger();
      if (integerKey) {
        integer = integer();
      } else {
        text = CborReader.this.text();
      }
      requireNewKey(start, at);
      int place = count % keyStarts.length;
      keyStarts[place] = start;
      keyEnds[place] = at;
      count++;
      return true;
    }

    /** Returns whether the current key is an integer. */
    public boolean hasIntegerKey() {
      return integerKey;
    }

    /** Returns the current key if it is an integer. */
    public long integerKey() {
      return integer;
    }

    /** Returns the current key if it is text. */
    public String textKey() {
      return text;
    }

    private void requireNewKey(int start, int stop) throws Rejection {
      if (rules == Rules.DETERMINISTIC) {
        if (count > 0 && compareKeys(0, start, stop) >= 0) {
          throw new Rejection(Reason.BAD_ENCODING);
        }
        return;
      }
      for (int i = 0; i < count; i++) {
        if (compareKeys(i, start, stop) == 0) {
          throw new Rejection(Reason.BAD_ENCODING);
        }
      }
    }

    /** Compares an earlier key with this one, byte by byte (RFC 8949 §4.2.1). */
    private int compareKeys(int earlier, int start, int stop) {
      int length = Math.min(keyEnds[earlier] - keyStarts[earlier], stop - start);
      for (int i = 0; i < length; i++) {
        int difference = (bytes[keyStarts[earlier] + i] & 0xff) - (bytes[start + i] & 0xff);
        if (difference != 0) {
          return difference;
        }
      }
      return (keyEnds[earlier] - keyStarts[earlier]) - (stop - start);
    }
  }
}
