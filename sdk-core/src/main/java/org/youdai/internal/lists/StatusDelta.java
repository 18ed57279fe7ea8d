package org.youdai.internal.lists;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.GolombRice;
import org.youdai.status.StatusList;

/**
 * Which entries of the status lists change from one version of a manifest's status to another
 * ({@code docs/formats.md} §6). An entry is named by its slot: the position of its list in the
 * manifest × 2^20 + its index. A delta is not signed: whoever applies it compares the hash of the
 * outcome with the manifest's {@code state}, and throws the outcome away if they differ.
 */
public final class StatusDelta {
  /** The most bytes of a delta. */
  public static final int LARGEST = 1024 * 1024;

  /** The most slots. */
  public static final int MOST_SLOTS = ManifestDocument.MOST_LISTS * StatusList.MOST_ENTRIES;

  /** No fewer than what stands before the bits: the magic, and seven heads of five bytes. */
  private static final int HEADS = 4 + 7 * 5;

  private static final int MAGIC = 'Y' << 24 | 'D' << 16 | 'D' << 8 | '1';

  private final long from;
  private final long to;
  private final int slots;
  private final int[] toggles;

  private StatusDelta(long from, long to, int slots, int[] toggles) {
    this.from = from;
    this.to = to;
    this.slots = slots;
    this.toggles = toggles;
  }

  /**
   * Makes a delta.
   *
   * @param from the version that it starts from
   * @param to the version that it leads to
   * @param slots how many slots there are: 2^20 for each list but the last, and the last one's size
   * @param toggles the slots of the entries that change, strictly increasing; copied
   * @throws IllegalArgumentException if one of these is out of bounds
   */
  public static StatusDelta of(long from, long to, int slots, int[] toggles) {
    if (from < 1 || to <= from || to > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("versions from " + from + " to " + to);
    }
    if (slots < 0 || slots > MOST_SLOTS) {
      throw new IllegalArgumentException(slots + " slots, at most " + MOST_SLOTS);
    }
    int least = 0;
    for (int slot : toggles) {
      if (slot < least || slot >= slots) {
        throw new IllegalArgumentException("slot " + slot + " is out of order or out of bounds");
      }
      least = slot + 1;
    }
    return new StatusDelta(from, to, slots, toggles.clone());
  }

  /**
   * Reads a delta.
   *
   * @throws Rejection DOCUMENT_TOO_LARGE or DOCUMENT_MALFORMED
   */
  public static StatusDelta read(byte[] document) throws Rejection {
    if (document.length > LARGEST) {
      throw new Rejection(
          Reason.DOCUMENT_TOO_LARGE, document.length + " bytes, at most " + LARGEST);
    }
    if (document.length < 4 || ByteBuffer.wrap(document).getInt() != MAGIC) {
      throw malformed("does not begin with YDD1");
    }
    byte[] body = Arrays.copyOfRange(document, 4, document.length);
    CborReader cbor = new CborReader(body, Rules.DETERMINISTIC);
    try {
      return readBody(cbor);
    } catch (Rejection rejection) {
      throw rejection.reason() == Reason.DOCUMENT_MALFORMED
          ? rejection
          : malformed(
              "byte " + (4 + cbor.position()) + ": not [from, to, riceK, count, n, bits] in CBOR");
    }
  }

  private static StatusDelta readBody(CborReader cbor) throws Rejection {
    cbor.arrayOf(6);
    long from = integer(cbor, "from", 1, Integer.MAX_VALUE - 1);
    long to = integer(cbor, "to", from + 1, Integer.MAX_VALUE);
    int riceK = (int) integer(cbor, "riceK", 0, GolombRice.LARGEST_K);
    int count = (int) integer(cbor, "count", 0, MOST_SLOTS);
    int slots = (int) integer(cbor, "n", count, MOST_SLOTS);
    byte[] bits = cbor.byteString();
    cbor.requireEnd();
    return new StatusDelta(from, to, slots, GolombRice.decode(bits, riceK, count, slots));
  }

  private static long integer(CborReader cbor, String name, long least, long most)
      throws Rejection {
    long value = cbor.integer();
    if (value < least || value > most) {
      throw malformed(name + ": an integer from " + least + " to " + most + " is expected");
    }
    return value;
  }

  /** Returns the version that this starts from. */
  public long from() {
    return from;
  }

  /** Returns the version that this leads to. */
  public long to() {
    return to;
  }

  /** Returns how many slots there are. */
  public int slots() {
    return slots;
  }

  /** Returns a copy of the slots that change, strictly increasing. */
  public int[] toggles() {
    return toggles.clone();
  }

  /**
   * Returns copies of {@code lists} with this delta's entries toggled.
   *
   * @param lists of 1 bit, in the manifest's order; left as they are
   * @throws Rejection DOCUMENT_MALFORMED if this delta is for other sizes of lists
   */
  public List<StatusList> applyTo(List<StatusList> lists) throws Rejection {
    if (slotsOf(lists) != slots) {
      throw malformed("n: " + slots + " slots, but the lists have " + slotsOf(lists));
    }
    List<StatusList> changed = new ArrayList<>();
    int begin = 0;
    for (StatusList list : lists) {
      int first = changed.size() * StatusList.MOST_ENTRIES;
      int end = begin;
      while (end < toggles.length && toggles[end] - first < StatusList.MOST_ENTRIES) {
        end++;
      }
      int[] indices = Arrays.copyOfRange(toggles, begin, end);
      for (int i = 0; i < indices.length; i++) {
        indices[i] -= first;
        if (indices[i] >= list.size()) {
          throw malformed("slot " + (first + indices[i]) + ": past the end of its list");
        }
      }
      changed.add(list.toggled(indices));
      begin = end;
    }
    return changed;
  }

  private static long slotsOf(List<StatusList> lists) {
    return lists.isEmpty()
        ? 0
        : (lists.size() - 1L) * StatusList.MOST_ENTRIES + lists.get(lists.size() - 1).size();
  }

  /** Returns whether gates would read the bytes: they are not more than {@link #LARGEST}. */
  public boolean isReadable() {
    return HEADS + GolombRice.encodedLength(toggles, GolombRice.bestK(toggles)) <= LARGEST;
  }

  /**
   * Returns the bytes to publish, with the parameter that makes the fewest.
   *
   * @throws IllegalStateException if they are more than {@link #LARGEST}: no gate would read them,
   *     and the lists themselves are smaller
   */
  public byte[] toBytes() {
    int riceK = GolombRice.bestK(toggles);
    byte[] body =
        new CborWriter()
            .array(6)
            .integer(from)
            .integer(to)
            .integer(riceK)
            .integer(toggles.length)
            .integer(slots)
            .byteString(GolombRice.encode(toggles, riceK))
            .toBytes();
    if (4 + body.length > LARGEST) {
      throw new IllegalStateException(body.length + " bytes, at most " + LARGEST);
    }
    return ByteBuffer.allocate(4 + body.length).putInt(MAGIC).put(body).array();
  }

  private static Rejection malformed(String where) {
    return new Rejection(Reason.DOCUMENT_MALFORMED, where);
  }

  @Override
  public String toString() {
    return "StatusDelta[" + from + " to " + to + ", " + toggles.length + " toggles]";
  }
}
