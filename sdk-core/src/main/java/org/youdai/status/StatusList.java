package org.youdai.status;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.youdai.trust.Digest;

/**
 * One status list (draft-ietf-oauth-status-list-20 §4): {@link #size()} entries of 1, 2, 4 or 8
 * bits, the first in the lowest bits of the first byte. 0 is valid; anything else is not, and 2
 * means suspended. Immutable; a look-up takes no lock and allocates nothing.
 */
public final class StatusList {
  /** The entry of a credential that is valid. */
  public static final int VALID = 0;

  /** The entry of a credential that is suspended, and may become valid again. */
  public static final int SUSPENDED = 2;

  /** The most entries that a list may have. */
  public static final int MOST_ENTRIES = 1 << 20;

  private final String uri;
  private final int bits;
  private final byte[] entries;
  private final int size; // kept: a division takes as long as the rest of a look-up
  private final Instant issued;
  private final Instant nextUpdate;
  private final Instant expires;

  private StatusList(
      String uri, int bits, byte[] entries, Instant issued, Instant nextUpdate, Instant expires) {
    this.uri = uri;
    this.bits = bits;
    this.entries = entries;
    this.size = entries.length * 8 / bits;
    this.issued = issued;
    this.nextUpdate = nextUpdate;
    this.expires = expires;
  }

  /**
   * Returns a list.
   *
   * @param uri the list's own URI ({@code sub})
   * @param bits the width of an entry: 1, 2, 4 or 8
   * @param entries the inflated entries, at most {@link #MOST_ENTRIES} of them; copied
   * @param issued when it was signed ({@code iat})
   * @param nextUpdate when a newer one ought to be fetched ({@code iat} + {@code ttl})
   * @param expires when it stops being valid ({@code exp})
   * @throws IllegalArgumentException if the width or the number of entries is none of these
   */
  public static StatusList of(
      String uri, int bits, byte[] entries, Instant issued, Instant nextUpdate, Instant expires) {
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
      throw new IllegalArgumentException("entries have 1, 2, 4 or 8 bits, not " + bits);
    }
    if (entries.length == 0 || (long) entries.length * 8 / bits > MOST_ENTRIES) {
      throw new IllegalArgumentException("a list has 1 to " + MOST_ENTRIES + " entries");
    }
    return new StatusList(uri, bits, entries.clone(), issued, nextUpdate, expires);
  }

  /** Returns the list's own URI. */
  public String uri() {
    return uri;
  }

  /** Returns the number of entries. */
  public int size() {
    return size;
  }

  /** Returns when it was signed. */
  public Instant issued() {
    return issued;
  }

  /** Returns the width of an entry in bits. */
  public int bits() {
    return bits;
  }

  /** Returns a copy of the inflated entries. */
  public byte[] entries() {
    return entries.clone();
  }

  /** Writes the inflated entries. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(entries);
  }

  /** Returns the hash over the entries of lists, one list after the other: a manifest's state. */
  public static Digest state(Digest.Kind kind, Collection<StatusList> lists) {
    return Digest.of(kind, lists.stream().map(list -> list.entries).toArray(byte[][]::new));
  }

  /**
   * Returns a copy of this list of 1 bit in which the entries at {@code indices} are the other way
   * round.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws IllegalStateException if an entry has more than 1 bit
   */
  public StatusList toggled(int[] indices) {
    if (bits != 1) {
      throw new IllegalStateException("entries of " + bits + " bits have no other way round");
    }
    byte[] changed = entries.clone();
    for (int index : indices) {
      changed[index >> 3] ^= (byte) (1 << (index & 7));
    }
    return new StatusList(uri, bits, changed, issued, nextUpdate, expires);
  }

  /** Returns the same entries with the times of another signature that vouches for them. */
  public StatusList asOf(Instant newIssued, Instant newNextUpdate, Instant newExpires) {
    return new StatusList(uri, bits, entries, newIssued, newNextUpdate, newExpires);
  }

  /** Returns whether the list has an entry at {@code index}. */
  public boolean covers(long index) {
    return index >= 0 && index < size;
  }

  /**
   * Returns the entry at {@code index}.
   *
   * @throws IndexOutOfBoundsException if the list does not cover it: such a credential is never
   *     taken for a valid one
   */
  public int valueAt(long index) {
    if (!covers(index)) {
      throw new IndexOutOfBoundsException("no entry there in a list of " + size);
    }
    int bit = (int) index * bits;
    return (entries[bit >>> 3] & 0xff) >>> (bit & 7) & ((1 << bits) - 1);
  }

  /** Returns how fresh the list is at {@code now} for an operator who accepts a list that old. */
  public Freshness freshnessAt(Instant now, Duration tolerated) {
    return Freshness.at(now, nextUpdate, expires, issued, tolerated);
  }

  @Override
  public String toString() {
    return "StatusList[" + uri + ", " + size() + " entries of " + bits + " bits]";
  }
}
