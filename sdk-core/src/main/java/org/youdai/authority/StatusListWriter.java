package org.youdai.authority;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.status.StatusList;
import org.youdai.trust.Digest;
import org.youdai.trust.Manifest;

/**
 * The entries of one status list while it is being written: 1 bit each, 0 valid, 1 not valid. No
 * reason is recorded: a flipped bit must not tell a death from a lost phone.
 */
public final class StatusListWriter {
  private static final int[] STRATEGIES = {
    Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY
  };

  private final String uri;
  private final byte[] entries;

  private StatusListWriter(String uri, byte[] entries) {
    this.uri = uri;
    this.entries = entries;
  }

  /** Starts a list of {@link StatusList#MOST_ENTRIES} entries, all valid. */
  public static StatusListWriter empty(String uri) {
    return new StatusListWriter(uri, new byte[StatusList.MOST_ENTRIES / 8]);
  }

  /** Goes on with entries that were kept elsewhere, the first in the lowest bit. */
  public static StatusListWriter of(String uri, byte[] entries) {
    return new StatusListWriter(uri, entries.clone());
  }

  /** Returns the list's own URI. */
  public String uri() {
    return uri;
  }

  /** Returns the list's entry in a manifest. */
  public Manifest.ListEntry manifestEntry(int id, SigningKey key) {
    return new Manifest.ListEntry(id, uri, size(), key.kid());
  }

  /** Returns the state of lists, in their order, for a manifest. */
  public static Digest state(List<StatusListWriter> lists) {
    byte[][] entries = new byte[lists.size()][];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = lists.get(i).entries;
    }
    return Digest.of(Digest.Kind.SM3, entries);
  }

  /** Returns the number of entries. */
  public int size() {
    return entries.length * 8;
  }

  /** Returns a copy of the entries. */
  public byte[] entries() {
    return entries.clone();
  }

  /**
   * Returns whether an entry is marked as not valid.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public boolean isRevoked(long index) {
    requireInside(index);
    return (entries[(int) (index >>> 3)] >>> (index & 7) & 1) == 1;
  }

  /**
   * Marks an entry as not valid.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public void revoke(long index) {
    requireInside(index);
    entries[(int) (index >>> 3)] |= (byte) (1 << (index & 7));
  }

  /**
   * Marks an entry as valid again.
   *
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public void reinstate(long index) {
    requireInside(index);
    entries[(int) (index >>> 3)] &= (byte) ~(1 << (index & 7));
  }

  private void requireInside(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("no entry there in a list of " + size());
    }
  }

  /**
   * Returns the signed list as a Status List Token in CWT form.
   *
   * @param key a status key of the trust list
   * @param issued when it is signed
   * @param ttlSeconds after how many seconds a newer one ought to be fetched
   * @param expires when it stops being valid
   */
  public byte[] token(SigningKey key, Instant issued, long ttlSeconds, Instant expires) {
    byte[] header =
        new CborWriter()
            .map(3)
            .integer(1)
            .integer(key.algorithm().coseNumber())
            .integer(4)
            .byteString(key.kid().bytes())
            .integer(16)
            .text(StatusListToken.CWT_TYPE)
            .toBytes();
    byte[] claims =
        new CborWriter()
            .map(5)
            .integer(Cwt.SUB)
            .text(uri)
            .integer(Cwt.EXP)
            .integer(expires.getEpochSecond())
            .integer(Cwt.IAT)
            .integer(issued.getEpochSecond())
            .integer(StatusListToken.STATUS_LIST)
            .map(2)
            .text("lst")
            .byteString(deflate(entries))
            .text("bits")
            .integer(1)
            .integer(StatusListToken.TTL)
            .integer(ttlSeconds)
            .toBytes();
    byte[] signature = key.sign(CoseSign1.toBeSigned(header, claims));
    return CoseSign1.encode(header, claims, signature);
  }

  /** Returns the smallest of the ZLIB streams that the JDK's three strategies make. */
  static byte[] deflate(byte[] bytes) {
    byte[] smallest = deflate(bytes, STRATEGIES[0]);
    for (int i = 1; i < STRATEGIES.length; i++) {
      byte[] other = deflate(bytes, STRATEGIES[i]);
      if (other.length < smallest.length) {
        smallest = other;
      }
    }
    return smallest;
  }

  private static byte[] deflate(byte[] bytes, int strategy) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
