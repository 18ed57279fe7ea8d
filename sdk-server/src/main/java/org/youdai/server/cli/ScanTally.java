package org.youdai.server.cli;

import java.util.ArrayList;
import java.util.List;

/** What a reader made of the pictures of a folder. */
final class ScanTally {
  private final List<Long> micros = new ArrayList<>();
  private int right;
  private int wrong;
  private int missed;
  private int read;

  /** What came of one picture. */
  enum Result {
    /** The text that is known. */
    RIGHT,
    /** Another text than the one that is known. */
    WRONG,
    /** No text. */
    MISSED,
    /** A text, of which nobody says what it should be. */
    READ
  }

  void count(Result result, long tookMicros) {
    switch (result) {
      case RIGHT -> right++;
      case WRONG -> wrong++;
      case MISSED -> missed++;
      case READ -> read++;
    }
    micros.add(tookMicros);
  }

  void add(ScanTally other) {
    micros.addAll(other.micros);
    right += other.right;
    wrong += other.wrong;
    missed += other.missed;
    read += other.read;
  }

  int right() {
    return right;
  }

  int wrong() {
    return wrong;
  }

  int missed() {
    return missed;
  }

  int read() {
    return read;
  }

  int pictures() {
    return micros.size();
  }

  /** Returns how many of a hundred came out right, or were read where nobody says what is right. */
  double rate() {
    return micros.isEmpty() ? 0 : 100.0 * (right + read) / micros.size();
  }

  /** Returns the median CPU time of a picture, in milliseconds. */
  double median() {
    return micros.isEmpty()
        ? 0
        : micros.stream()
                .mapToLong(Long::longValue)
                .sorted()
                .skip(micros.size() / 2)
                .findFirst()
                .orElse(0)
            / 1000.0;
  }
}
