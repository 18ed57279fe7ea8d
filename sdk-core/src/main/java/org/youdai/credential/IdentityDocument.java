package org.youdai.credential;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Arrays;

/**
 * What a policy needs of a document that is not a signed code: its kind, and how old its holder is.
 *
 * <p>The birth date cannot be asked for, only ages; names, sex, nation and addresses are never
 * read, and numbers are not kept. The factories overwrite the arrays that they are handed, whatever
 * comes of it. {@link #close()} overwrites what is held here; close it as soon as the decision is
 * made. Two objects are never equal, even of one holder. Safe for use by several threads.
 */
public final class IdentityDocument implements AutoCloseable {
  /** The length of a card reader's text block in bytes. */
  public static final int BLOCK_LENGTH = 256;

  private static final int NUMBER_LENGTH = 18;
  private static final int OLD_NUMBER_LENGTH = 15;
  private static final int BIRTH_IN_NUMBER = 6;
  private static final int CHECK_IN_NUMBER = 17;

  // Where the fields that are read begin, in characters (GA/T 490).
  private static final int BIRTH_IN_BLOCK = 18;
  private static final int NUMBER_IN_BLOCK = 61;
  private static final int LAST_DAY_IN_BLOCK = 102;
  private static final int DATE_LENGTH = 8;

  private static final String FOR_EVER = "长期";
  private static final int NO_LAST_DAY = Integer.MAX_VALUE;
  private static final int NO_AREA = -1;
  private static final int NO_NUMBER = -1;

  private final DocumentKind kind;
  private int ageOver; // 0 where the birth date is known
  private int birth; // as a number YYYYMMDD, which sorts as the dates do; 0 where staff confirmed
  private int lastDay; // likewise; NO_LAST_DAY where there is none
  private int area; // as a number of six digits, or NO_AREA
  private boolean isClosed;

  private IdentityDocument(DocumentKind kind, int ageOver, int birth, int lastDay, int area) {
    this.kind = kind;
    this.ageOver = ageOver;
    this.birth = birth;
    this.lastDay = lastDay;
    this.area = area;
  }

  /** What came of reading a document. */
  public sealed interface Reading {}

  /** It was read. */
  public record Read(IdentityDocument document) implements Reading {}

  /** It was not; people may have another try, or show it to staff. */
  public record Unreadable(Problem problem) implements Reading {}

  /** Why a document was not read. None of them says that it is forged. */
  public enum Problem {
    /** The number does not have 18 characters. */
    LENGTH,
    /**
     * The number has 15 digits, as they had before 1999; no document with one is valid any more.
     */
    OLD_NUMBER,
    /** The number has a character that is neither a digit nor the X at its end. */
    CHARACTER,
    /** The number's last character does not go with the others: a slip of the finger. */
    CHECK_DIGIT,
    /** There is no such day. */
    BIRTH_DATE_IMPOSSIBLE,
    /** The reader's block does not have {@value IdentityDocument#BLOCK_LENGTH} bytes. */
    BLOCK_LENGTH,
    /** The block states another birth date than the number in it. */
    BLOCK_CONTRADICTS_ITSELF,
    /** The block's end of validity is neither a date nor 长期. */
    VALIDITY
  }

  /**
   * Reads an identity number (GB 11643), and overwrites it. Its kind follows from how it begins:
   * 81, 82, 83 or 9; any other beginning is a resident's, known area or not. A lower-case x,
   * full-width digits and surrounding blanks are accepted, as keyboards and scanners produce them.
   */
  public static Reading ofNumber(char[] number) {
    try {
      return read(number, NO_LAST_DAY);
    } finally {
      Arrays.fill(number, '\0');
    }
  }

  /**
   * Reads an identity number that the caller cannot overwrite, and keeps nothing of it.
   *
   * @see #ofNumber(char[])
   */
  public static Reading ofNumber(CharSequence number) {
    char[] copy = new char[number.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = number.charAt(i);
    }
    return ofNumber(copy);
  }

  /**
   * Reads the text block of a card reader (GA/T 490: {@value #BLOCK_LENGTH} bytes of UTF-16LE), and
   * overwrites it. Residence permits and the permanent residents' cards of 2023 have the same
   * fields in the same places; the latter's edition of 2017 has not, and is unreadable here.
   */
  public static Reading ofReaderBlock(byte[] block) {
    char[] birth = new char[DATE_LENGTH];
    char[] number = new char[NUMBER_LENGTH];
    char[] lastDay = new char[DATE_LENGTH];
    try {
      if (block.length != BLOCK_LENGTH) {
        return new Unreadable(Problem.BLOCK_LENGTH);
      }
      copy(block, BIRTH_IN_BLOCK, birth);
      copy(block, NUMBER_IN_BLOCK, number);
      copy(block, LAST_DAY_IN_BLOCK, lastDay);
      return readBlock(birth, number, lastDay);
    } finally {
      Arrays.fill(block, (byte) 0);
      Arrays.fill(birth, '\0');
      Arrays.fill(number, '\0');
      Arrays.fill(lastDay, '\0');
    }
  }

  /**
   * Takes the birth date from a document whose number says nothing of it, as the reader or staff
   * supply it. Where a passport leaves out the month or the day, the last one that it can be is the
   * safe one.
   *
   * @throws IllegalArgumentException if the kind is none of {@link DocumentKind#HK_MACAO_PERMIT},
   *     {@link DocumentKind#TAIWAN_PERMIT}, {@link DocumentKind#PASSPORT} and {@link
   *     DocumentKind#PERMANENT_RESIDENT_CARD}
   */
  public static Reading ofBirthDate(DocumentKind kind, int year, int month, int day) {
    switch (kind) {
      case HK_MACAO_PERMIT, TAIWAN_PERMIT, PASSPORT, PERMANENT_RESIDENT_CARD -> {
        if (!isDate(year, month, day)) {
          return new Unreadable(Problem.BIRTH_DATE_IMPOSSIBLE);
        }
        int birth = ymd(year, month, day);
        return new Read(new IdentityDocument(kind, 0, birth, NO_LAST_DAY, NO_AREA));
      }
      default -> throw new IllegalArgumentException(kind + " is not read from a birth date");
    }
  }

  /**
   * Returns another province's elder card that staff have looked at.
   *
   * @param ageOver the highest of {@link Holder#AGE_TIERS} that it proves
   * @throws IllegalArgumentException if it is none of them
   */
  public static IdentityDocument staffConfirmed(int ageOver) {
    if (!Holder.AGE_TIERS.contains(ageOver)) {
      throw new IllegalArgumentException(ageOver + " is none of " + Holder.AGE_TIERS);
    }
    return new IdentityDocument(
        DocumentKind.OTHER_PROVINCE_CERTIFICATE, ageOver, 0, NO_LAST_DAY, NO_AREA);
  }

  /** Returns what was shown; still so after {@link #close()}. */
  public DocumentKind kind() {
    return kind;
  }

  /**
   * Returns the years that the holder has completed on {@code day}: a year is complete <em>on</em>
   * the birthday. It is 0 before the birth, and the confirmed age if staff confirmed one.
   *
   * @param leapDayOn1March whether somebody born on 29 February has the birthday of a common year
   *     on 1 March; otherwise it is on 28 February
   * @throws IllegalStateException if it is closed
   */
  public synchronized int ageOn(LocalDate day, boolean leapDayOn1March) {
    requireOpen();
    if (ageOver > 0) {
      return ageOver;
    }
    int birthday = birth % 10_000;
    if (birthday == 229 && !day.isLeapYear()) {
      birthday = leapDayOn1March ? 301 : 228;
    }
    int years = day.getYear() - birth / 10_000;
    return Math.max(0, ymd(day) % 10_000 < birthday ? years - 1 : years);
  }

  /**
   * Returns whether the birth date lies after {@code day}, which is worth a look at the document if
   * the day is today.
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized boolean isBornAfter(LocalDate day) {
    requireOpen();
    return birth > ymd(day);
  }

  /**
   * Returns whether the document's last day is before {@code day}. It is not where no last day is
   * known, or none is set (长期).
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized boolean isOverOn(LocalDate day) {
    requireOpen();
    return lastDay < ymd(day);
  }

  /**
   * Returns the GB/T 2260 code at the beginning of the number, or {@code ""} for a document that
   * has none; information only. It is where the number was first given out, and not where its
   * holder lives.
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized String area() {
    requireOpen();
    return area == NO_AREA ? "" : Integer.toString(1_000_000 + area).substring(1);
  }

  /**
   * Returns whether there is nothing strange about the area: a reason for a warning at most, since
   * areas come and go. It is so for a document without an area.
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized boolean hasKnownArea() {
    requireOpen();
    return area == NO_AREA || AreaCodes.find(area()).isPresent();
  }

  /** Overwrites all that is held except the kind. */
  @Override
  public synchronized void close() {
    isClosed = true;
    ageOver = 0;
    birth = 0;
    lastDay = 0;
    area = 0;
  }

  @Override
  public String toString() {
    return "IdentityDocument[" + kind + "]";
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the document is closed");
    }
  }

  private static Reading readBlock(char[] birth, char[] number, char[] lastDay) {
    int last = lastDay(lastDay);
    if (last == NO_NUMBER) {
      return new Unreadable(Problem.VALIDITY);
    }
    Reading reading = read(number, last);
    if (reading instanceof Read read && read.document().birth != decimal(birth, 0, DATE_LENGTH)) {
      read.document().close();
      return new Unreadable(Problem.BLOCK_CONTRADICTS_ITSELF);
    }
    return reading;
  }

  private static Reading read(char[] text, int lastDay) {
    int start = 0;
    int end = text.length;
    while (start < end && isBlank(text[start])) {
      start++;
    }
    while (end > start && isBlank(text[end - 1])) {
      end--;
    }
    if (end - start != NUMBER_LENGTH) {
      boolean isOld = end - start == OLD_NUMBER_LENGTH && areDigits(text, start, OLD_NUMBER_LENGTH);
      return new Unreadable(isOld ? Problem.OLD_NUMBER : Problem.LENGTH);
    }
    int check = checkValue(text[end - 1]);
    if (!areDigits(text, start, CHECK_IN_NUMBER) || check == NO_NUMBER) {
      return new Unreadable(Problem.CHARACTER);
    }
    if (!goesWithCheck(text, start, check)) {
      return new Unreadable(Problem.CHECK_DIGIT);
    }
    int area = decimal(text, start, BIRTH_IN_NUMBER);
    int birth = decimal(text, start + BIRTH_IN_NUMBER, DATE_LENGTH);
    if (!isDate(birth / 10_000, birth / 100 % 100, birth % 100)) {
      return new Unreadable(Problem.BIRTH_DATE_IMPOSSIBLE);
    }
    DocumentKind kind = kindOf(area);
    // What follows the 9 is where the card was first given out, and a nationality.
    boolean hasArea = kind != DocumentKind.PERMANENT_RESIDENT_CARD;
    return new Read(new IdentityDocument(kind, 0, birth, lastDay, hasArea ? area : NO_AREA));
  }

  /** Checks ISO 7064 MOD 11-2: each character weighs twice the next one, and the sum leaves 1. */
  private static boolean goesWithCheck(char[] text, int start, int check) {
    int sum = 0;
    for (int i = start; i < start + CHECK_IN_NUMBER; i++) {
      sum = (sum + digit(text[i])) * 2 % 11;
    }
    return (sum + check) % 11 == 1;
  }

  private static DocumentKind kindOf(int area) {
    if (area / 100_000 == 9) {
      return DocumentKind.PERMANENT_RESIDENT_CARD;
    }
    return switch (area / 10_000) {
      case 81, 82, 83 -> DocumentKind.RESIDENCE_PERMIT;
      default -> DocumentKind.RESIDENT_ID_CARD;
    };
  }

  private static int lastDay(char[] text) {
    if (text[0] == FOR_EVER.charAt(0) && text[1] == FOR_EVER.charAt(1) && isBlank(text, 2)) {
      return NO_LAST_DAY;
    }
    int ymd = decimal(text, 0, DATE_LENGTH);
    return ymd != NO_NUMBER && isDate(ymd / 10_000, ymd / 100 % 100, ymd % 100) ? ymd : NO_NUMBER;
  }

  private static void copy(byte[] block, int offset, char[] field) {
    for (int i = 0; i < field.length; i++) {
      int at = 2 * (offset + i);
      field[i] = (char) ((block[at] & 0xff) | (block[at + 1] & 0xff) << 8);
    }
  }

  /** Returns what at most nine digits are worth. */
  private static int decimal(char[] text, int start, int length) {
    if (!areDigits(text, start, length)) {
      return NO_NUMBER;
    }
    int value = 0;
    for (int i = start; i < start + length; i++) {
      value = 10 * value + digit(text[i]);
    }
    return value;
  }

  private static boolean areDigits(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (digit(text[i]) == NO_NUMBER) {
        return false;
      }
    }
    return true;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= '０' && c <= '９' ? c - '０' : NO_NUMBER;
  }

  private static int checkValue(char c) {
    return switch (c) {
      case 'X', 'x', 'Ｘ', 'ｘ' -> 10;
      default -> digit(c);
    };
  }

  private static boolean isBlank(char[] text, int start) {
    for (int i = start; i < text.length; i++) {
      if (!isBlank(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char c) {
    return c == '\0' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 1
        && year <= 9999
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  private static int ymd(LocalDate date) {
    return ymd(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static int ymd(int year, int month, int day) {
    return (year * 100 + month) * 100 + day;
  }
}
