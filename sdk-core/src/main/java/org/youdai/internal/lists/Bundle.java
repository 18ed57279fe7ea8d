package org.youdai.internal.lists;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/**
 * The bundle file {@code *.ydb}: everything a gate needs, for a USB stick or a local network
 * ({@code docs/formats.md} §7). A ZIP of stored entries in this order: {@code root/<version>.json}
 * ascending and at least one, {@code trust.json}, {@code policy.json}, {@code manifest.json}, and
 * {@code lists/<id>.cwt} ascending. The bundle itself is not signed: everything in it is, so that
 * importing one runs exactly the checks of an online update.
 */
public final class Bundle {
  /** The most bytes of a bundle. */
  public static final int LARGEST = 16 * 1024 * 1024;

  /** The most entries of a bundle. */
  public static final int MOST_ENTRIES = 160;

  private static final String ROOT = "root/";
  private static final String LISTS = "lists/";
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END_OF_CENTRAL_DIRECTORY = 22;

  /** Stands in every entry. Not ZIP's first hour: ZipEntry takes that for an earlier time. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Bundle() {}

  /** The kinds of entry in their order. */
  private enum Kind {
    ROOT,
    TRUST,
    POLICY,
    MANIFEST,
    LIST
  }

  /** Where in a bundle an entry belongs. */
  private record Place(Kind kind, int number) implements Comparable<Place> {
    static Optional<Place> of(String name) {
      return switch (name) {
        case "trust.json" -> Optional.of(new Place(Kind.TRUST, 0));
        case "policy.json" -> Optional.of(new Place(Kind.POLICY, 0));
        case "manifest.json" -> Optional.of(new Place(Kind.MANIFEST, 0));
        default ->
            name.startsWith(ROOT)
                ? numbered(Kind.ROOT, name, ROOT, ".json").filter(place -> place.number() >= 1)
                : numbered(Kind.LIST, name, LISTS, ".cwt")
                    .filter(place -> place.number() < ManifestDocument.MOST_LISTS);
      };
    }

    private static Optional<Place> numbered(Kind kind, String name, String start, String end) {
      if (!name.startsWith(start) || !name.endsWith(end)) {
        return Optional.empty();
      }
      try {
        int number = Integer.parseInt(name.substring(start.length(), name.length() - end.length()));
        // A number has one form: no sign, no leading zero, no digits of another script.
        return number >= 0 && name.equals(start + number + end)
            ? Optional.of(new Place(kind, number))
            : Optional.empty();
      } catch (NumberFormatException notANumber) {
        return Optional.empty();
      }
    }

    int atMost() {
      return switch (kind) {
        case ROOT -> RootDocument.LARGEST;
        case TRUST -> TrustDocument.LARGEST;
        case POLICY -> PolicyDocument.LARGEST;
        case MANIFEST -> ManifestDocument.LARGEST;
        case LIST -> StatusListToken.LARGEST;
      };
    }

    @Override
    public int compareTo(Place other) {
      return kind == other.kind
          ? Integer.compare(number, other.number)
          : kind.compareTo(other.kind);
    }
  }

  /**
   * Returns the files of a bundle by their names, in their order.
   *
   * @throws Rejection DOCUMENT_TOO_LARGE or DOCUMENT_MALFORMED
   */
  public static Map<String, byte[]> read(byte[] bundle) throws Rejection {
    if (bundle.length > LARGEST) {
      throw new Rejection(Reason.DOCUMENT_TOO_LARGE, bundle.length + " bytes, at most " + LARGEST);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    Optional<Place> last = Optional.empty();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(bundle), StandardCharsets.UTF_8)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Place place = nextPlace(e.getName(), last, files.size());
        requireStored(e, place.atMost());
        files.put(e.getName(), content(zip, e));
        last = Optional.of(place);
      }
    } catch (IOException | IllegalArgumentException notAZip) {
      // The JDK's own message quotes the input, so that only the place goes on.
      throw malformed("not a ZIP of stored entries, after " + files.size() + " of them");
    }
    requireComplete(files);
    requireNothingElse(files, bundle.length);
    return Collections.unmodifiableMap(files);
  }

  private static Place nextPlace(String name, Optional<Place> last, int count) throws Rejection {
    if (count == MOST_ENTRIES) {
      throw new Rejection(Reason.DOCUMENT_TOO_LARGE, "more than " + MOST_ENTRIES + " entries");
    }
    // A name that is none of ours is not repeated: it could hold anything.
    Place place = Place.of(name).orElseThrow(() -> malformed("entry " + count + ": unknown name"));
    if (last.isPresent() && last.get().compareTo(place) >= 0) {
      throw malformed(name + ": out of order");
    }
    return place;
  }

  private static void requireStored(ZipEntry entry, int atMost) throws Rejection {
    if (entry.getMethod() != ZipEntry.STORED || entry.getCompressedSize() != entry.getSize()) {
      throw malformed(entry.getName() + ": is compressed");
    }
    if (entry.getSize() < 1) {
      throw malformed(entry.getName() + ": is empty");
    }
    if (entry.getSize() > atMost) {
      throw new Rejection(
          Reason.DOCUMENT_TOO_LARGE,
          entry.getName() + ": " + entry.getSize() + " bytes, at most " + atMost);
    }
  }

  private static byte[] content(ZipInputStream zip, ZipEntry entry) throws IOException {
    byte[] content = new byte[(int) entry.getSize()];
    int length = 0;
    while (length < content.length) {
      int more = zip.read(content, length, content.length - length);
      if (more < 0) {
        throw new EOFException();
      }
      length += more;
    }
    if (crc(content) != entry.getCrc()) {
      throw new ZipException();
    }
    return content;
  }

  private static void requireComplete(Map<String, byte[]> files) throws Rejection {
    if (files.isEmpty() || !files.keySet().iterator().next().startsWith(ROOT)) {
      throw malformed(ROOT + " is missing");
    }
    for (String name : List.of("trust.json", "policy.json", "manifest.json")) {
      if (!files.containsKey(name)) {
        throw malformed(name + " is missing");
      }
    }
  }

  /**
   * The JDK's reader ends at the first thing that is no entry. Only the length tells whether the
   * directory behind the entries is whole, and whether anything stands beside them.
   */
  private static void requireNothingElse(Map<String, byte[]> files, int given) throws Rejection {
    long length = END_OF_CENTRAL_DIRECTORY;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      length +=
          LOCAL_HEADER + CENTRAL_HEADER + 2L * file.getKey().length() + file.getValue().length;
    }
    if (given != length) {
      throw malformed(given + " bytes, but its entries make " + length);
    }
  }

  /**
   * Returns the bundle of {@code files}, which may come in any order. The same files make the same
   * bytes.
   *
   * @throws IllegalArgumentException if no gate would take it; the message says which file
   */
  public static byte[] write(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (String name : inOrder(files.keySet())) {
        byte[] content = Objects.requireNonNull(files.get(name));
        zip.putNextEntry(entry(name, content));
        zip.write(content, 0, content.length);
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written to", impossible);
    }
    byte[] bundle = out.toByteArray();
    try {
      read(bundle);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("bundle: " + rejection.where(), rejection);
    }
    return bundle;
  }

  private static Collection<String> inOrder(Set<String> names) {
    Map<Place, String> sorted = new TreeMap<>();
    for (String name : names) {
      Place place =
          Place.of(name)
              .orElseThrow(() -> new IllegalArgumentException("bundle: " + name + " is unknown"));
      sorted.put(place, name);
    }
    return sorted.values();
  }

  private static ZipEntry entry(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc(content));
    // ZIP keeps local time and ZipEntry takes a point in time, so that the zone cancels out.
    entry.setTime(ENTRY_TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    return entry;
  }

  private static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content, 0, content.length);
    return crc.getValue();
  }

  private static Rejection malformed(String where) {
    return new Rejection(Reason.DOCUMENT_MALFORMED, where);
  }
}
