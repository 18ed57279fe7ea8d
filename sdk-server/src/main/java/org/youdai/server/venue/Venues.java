package org.youdai.server.venue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Rejection;
import org.youdai.gate.GateProfile;
import org.youdai.gate.VenueFile;

/** The venues by their ids: those of the operator's files, or else the ones that need no file. */
public final class Venues {
  private final Map<String, Entry> byId;

  private Venues(Map<String, Entry> byId) {
    this.byId = Collections.unmodifiableMap(new TreeMap<>(byId));
  }

  /**
   * A venue.
   *
   * @param profile what its operator has chosen, with its words in Chinese
   * @param english its words in English
   */
  public record Entry(GateProfile profile, PromptCatalog english) {}

  /** Returns the venues that need no file, by the names that the command line knows. */
  public static Venues standard() {
    Map<String, Entry> found = new TreeMap<>();
    Arrays.stream(Venue.values())
        .map(venue -> GateProfile.of(venue.profile()))
        .forEach(
            profile ->
                found.put(
                    profile.venue().id(), new Entry(profile, PromptCatalog.of(Locale.ENGLISH))));
    return new Venues(found);
  }

  /**
   * Reads every {@code *.json} of a folder ({@code docs/venue.md}).
   *
   * @throws IOException if the folder cannot be read, has no such file, or a file cannot be used;
   *     the message names the file, the field and its line
   */
  public static Venues in(Path folder) throws IOException {
    Map<String, Entry> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        Entry entry = read(file);
        if (found.put(entry.profile().venue().id(), entry) != null) {
          throw new IOException(
              file + ": another file has the venue " + entry.profile().venue().id() + " already");
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException(folder + ": there is no venue file *.json");
    }
    return new Venues(found);
  }

  private static Entry read(Path file) throws IOException {
    byte[] json;
    try (InputStream in = Files.newInputStream(file)) {
      json = in.readNBytes(VenueFile.LARGEST + 1);
    }
    try {
      return new Entry(
          VenueFile.read(json, Locale.CHINESE).profile(),
          VenueFile.read(json, Locale.ENGLISH).profile().words());
    } catch (Rejection refused) {
      throw new IOException(file + ": " + refused.where(), refused);
    }
  }

  /** Returns a venue. */
  public Optional<Entry> named(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all venues, by their ids. */
  public Collection<Entry> all() {
    return byId.values();
  }
}
