package org.youdai.journal;

/** Where decisions are written down. Safe for use by several threads. */
public interface Journal {
  /**
   * Takes an entry, to be written soon; never waits, and never throws.
   *
   * @return whether it will be written as far as can be told: false if the entry is lost, or if the
   *     disk takes nothing at present
   */
  boolean append(JournalEntry entry);

  /** Returns how many entries wait to be written. */
  int waiting();

  /** Returns a journal that keeps nothing, and says so. */
  static Journal none() {
    return Nowhere.JOURNAL;
  }

  /** Keeps nothing. */
  enum Nowhere implements Journal {
    /** The one there is. */
    JOURNAL;

    @Override
    public boolean append(JournalEntry entry) {
      return false;
    }

    @Override
    public int waiting() {
      return 0;
    }
  }
}
