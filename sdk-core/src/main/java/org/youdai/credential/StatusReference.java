package org.youdai.credential;

/**
 * Where a credential stands in the status lists: {@code list} and {@code index} count from 0. It
 * identifies a credential, so {@link #toString()} does not show it.
 */
public record StatusReference(long list, long index) {
  /** Checks that neither number is negative. */
  public StatusReference {
    if (list < 0 || index < 0) {
      throw new IllegalArgumentException("a place in the status lists is not negative");
    }
  }

  @Override
  public String toString() {
    return "StatusReference[...]";
  }
}
