package org.youdai.android.station;

import android.content.Intent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.feed.HttpSource;
import org.youdai.gate.GateProfile;
import org.youdai.gate.VenueFile;
import org.youdai.journal.HttpSink;
import org.youdai.trust.Digest;
import org.youdai.trust.TrustAnchor;

/**
 * What an operator sets up once on a device: the venue's file, the root to trust, where lists come
 * from, and where the journal goes. Settings are equal if all of it is.
 *
 * <p>Whoever sets the root says who is believed: take settings from a place that only the operator
 * can write to, and from intents only in an activity that is not exported.
 */
public final class StationSettings {
  /** The most bytes that settings have in a file or an intent. */
  static final int LARGEST = 512 * 1024;

  private static final String EXTRA = "org.youdai.android.station.SETTINGS";
  private static final int VERSION = 1;

  private final byte[] venue;
  private final byte[] root;
  private final URI lists;
  private final Optional<URI> journal;
  private final Optional<String> key;
  private final GateProfile profile;

  private StationSettings(
      byte[] venue,
      byte[] root,
      URI lists,
      Optional<URI> journal,
      Optional<String> key,
      GateProfile profile) {
    this.venue = venue;
    this.root = root;
    this.lists = lists;
    this.journal = journal;
    this.key = key;
    this.profile = profile;
  }

  /**
   * Makes settings without an upload. The words for decisions are in the device's language, unless
   * the venue's file has its own.
   *
   * @param venue the venue's file ({@code docs/venue.md})
   * @param root the signed root document to pin
   * @param lists the {@code http} or {@code https} address below which the lists are published; for
   *     plain {@code http} an app has to permit cleartext traffic
   * @throws Rejection if a gate cannot go by the venue's file or by the root; {@link
   *     Rejection#where()} begins with {@code venue} or {@code root.json}
   * @throws IllegalArgumentException if the address is none of the web
   */
  public static StationSettings of(byte[] venue, byte[] root, URI lists) throws Rejection {
    HttpSource.of(lists, System::nanoTime, HttpSource.Options.STANDARD);
    requireRoot(TrustAnchor.of(root));
    return new StationSettings(
        venue.clone(), root.clone(), lists, Optional.empty(), Optional.empty(), profile(venue));
  }

  private static GateProfile profile(byte[] venue) throws Rejection {
    try {
      return VenueFile.read(venue, Locale.getDefault()).profile();
    } catch (Rejection wrong) {
      throw wrong.in("venue");
    }
  }

  /** A root that is in order is found so before the first of the lists is missed. */
  private static void requireRoot(TrustAnchor anchor) throws Rejection {
    Snapshot.Reading reading = Snapshot.read(anchor, ListSource.of(Map.of()));
    if (reading instanceof Snapshot.Refused refused && refused.where().startsWith("root.json")) {
      throw new Rejection(refused.reason(), refused.where());
    }
  }

  /**
   * Returns these with an upload of the journal.
   *
   * @throws IllegalArgumentException if the address is none of the web
   */
  public StationSettings withJournal(URI address) {
    HttpSink.of(address, HttpSink.Options.STANDARD);
    return new StationSettings(venue, root, lists, Optional.of(address), Optional.empty(), profile);
  }

  /**
   * Returns these with an upload of the journal.
   *
   * @param apiKey what the server knows this device by
   * @throws IllegalArgumentException if the address is none of the web, or the key no header's
   */
  public StationSettings withJournal(URI address, String apiKey) {
    HttpSink.of(address, HttpSink.Options.STANDARD.withKey(apiKey));
    return new StationSettings(
        venue, root, lists, Optional.of(address), Optional.of(apiKey), profile);
  }

  /** Returns what the venue's file says. */
  public GateProfile profile() {
    return profile;
  }

  TrustAnchor anchor() {
    return TrustAnchor.of(root);
  }

  URI lists() {
    return lists;
  }

  /** Returns where the journal goes, with the key. */
  Optional<HttpSink> sink() {
    HttpSink.Options options =
        key.map(HttpSink.Options.STANDARD::withKey).orElse(HttpSink.Options.STANDARD);
    return journal.map(address -> HttpSink.of(address, options));
  }

  /** Puts these into an intent of the app's own. */
  public void putInto(Intent intent) {
    intent.putExtra(EXTRA, toBytes());
  }

  /**
   * Returns the settings in an intent, if there are any.
   *
   * @throws Rejection if they cannot be used
   */
  public static Optional<StationSettings> in(Intent intent) throws Rejection {
    byte[] bytes = intent.getByteArrayExtra(EXTRA);
    return bytes == null ? Optional.empty() : Optional.of(parse(bytes));
  }

  /** Returns the fields in order, each behind its length, and a hash over all of it. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      write(out, venue);
      write(out, root);
      write(out, lists.toString().getBytes(StandardCharsets.UTF_8));
      write(out, journal.map(URI::toString).orElse("").getBytes(StandardCharsets.UTF_8));
      write(out, key.orElse("").getBytes(StandardCharsets.UTF_8));
      out.write(hash(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new IllegalStateException("a stream in memory has failed", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[] field) throws IOException {
    out.writeInt(field.length);
    out.write(field);
  }

  private static byte[] hash(byte[] bytes) {
    return Digest.of(Digest.Kind.SM3, bytes).bytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws Rejection if they are not whole, of another version, or cannot be used
   */
  static StationSettings parse(byte[] bytes) throws Rejection {
    int end = bytes.length - Digest.LENGTH;
    if (bytes.length > LARGEST
        || end < 0
        || !Arrays.equals(
            hash(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "settings: not whole");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
      if (in.readInt() != VERSION) {
        throw new Rejection(Reason.DOCUMENT_MALFORMED, "settings: of another version");
      }
      StationSettings settings = of(read(in), read(in), URI.create(text(in)));
      String journal = text(in);
      String key = text(in);
      return journal.isEmpty()
          ? settings
          : key.isEmpty()
              ? settings.withJournal(URI.create(journal))
              : settings.withJournal(URI.create(journal), key);
    } catch (IOException | IllegalArgumentException ofAnotherMaking) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "settings: not as this version writes them");
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    byte[] field = new byte[Math.min(LARGEST, Math.max(0, in.readInt()))];
    in.readFully(field);
    return field;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(read(in), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StationSettings settings
        && Arrays.equals(toBytes(), settings.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  /** Returns these without the key. */
  @Override
  public String toString() {
    return "StationSettings["
        + profile.venue().id()
        + ", "
        + lists
        + journal.map(address -> ", " + address).orElse("")
        + "]";
  }
}
