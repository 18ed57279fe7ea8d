package org.youdai.samples.faregate;

import java.util.List;

/**
 * Something that staff are told once.
 *
 * @param kind what
 * @param details what fills the places of its text
 */
record Notice(Kind kind, List<String> details) {
  /** What there is to tell. */
  enum Kind {
    /** A code of another kind went to the other programs of the host. */
    HANDED_ON,
    /** There was no readable code in a picture. */
    NOTHING_SEEN,
    /** The turnstile did not turn, so that the passage was taken back. */
    DID_NOT_TURN,
    /** Staff took the last passage back. */
    TAKEN_BACK,
    /** There is no passage to take back. */
    NOTHING_TO_TAKE_BACK,
    /** The lists are being fetched, because staff asked for it. */
    SYNCING,
    /** The lists are the newest there are. */
    SYNCED,
    /** The lists could not be updated. */
    NOT_SYNCED,
    /** A file is not whole, or holds no picture. */
    NOT_A_PICTURE,
    /** A file is too large to be a picture of a code. */
    FILE_TOO_LARGE,
    /** A file or folder cannot be read. */
    UNREADABLE,
    /** More came without an end of line than any code has. */
    LINE_TOO_LONG,
    /** More scanners connect than there can be. */
    TOO_MANY_SCANNERS,
    /** A scanner is not there; it is looked for again. */
    SCANNER_AWAY,
    /** A scanner is there again. */
    SCANNER_BACK,
    /** There is no sound device. */
    NO_SOUND,
    /** There is no program that speaks. */
    NO_VOICE;

    /** Returns whether a passage does not count any more, and its code may be scanned again. */
    boolean isTakenBack() {
      return this == DID_NOT_TURN || this == TAKEN_BACK;
    }
  }

  /** Copies the details. */
  Notice {
    details = List.copyOf(details);
  }

  static Notice of(Kind kind, String... details) {
    return new Notice(kind, List.of(details));
  }
}
