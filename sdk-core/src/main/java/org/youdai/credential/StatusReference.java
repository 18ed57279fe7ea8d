package org.youdai.credential;

/**
 * Where a credential stands in the status lists. It identifies a credential, so {@code toString()}
 * does not show it.
 */
public sealed interface StatusReference {
  /** Returns the index in the list, counted from 0. */
  long index();

  /** A place in the list with a number. */
  record InList(long list, long index) implements StatusReference {
    /** Checks that neither number is negative. */
    public InList {
      if (list < 0 || index < 0) {
        throw new IllegalArgumentException("a place in the status lists is not negative");
      }
    }

    @Override
    public String toString() {
      return "InList[...]";
    }
  }

  /** A place in the list with a URI (draft-ietf-oauth-status-list-20 §6). */
  record AtUri(String uri, long index) implements StatusReference {
    /** Checks that the index is not negative. */
    public AtUri {
      if (index < 0) {
        throw new IllegalArgumentException("a place in the status lists is not negative");
      }
    }

    @Override
    public String toString() {
      return "AtUri[...]";
    }
  }
}
