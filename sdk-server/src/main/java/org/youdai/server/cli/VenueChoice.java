package org.youdai.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.youdai.decision.Rejection;
import org.youdai.gate.GateProfile;
import org.youdai.gate.VenueFile;
import org.youdai.server.venue.Venue;

/** A venue as it stands on the command line: one of {@link Venue}'s names, or a file. */
final class VenueChoice {
  private VenueChoice() {}

  /** Returns what is known of it; the words are the terminal's unless a file has its own. */
  static GateProfile read(String nameOrFile, Terminal terminal) throws IOException {
    Optional<Venue> named = Venue.named(nameOrFile);
    if (named.isPresent()) {
      return GateProfile.of(named.get().profile()).withWords(terminal.prompts());
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new Failure(terminal.text("error.venue", nameOrFile, Venue.labels()));
    }
    try {
      return file(file, terminal).profile();
    } catch (Rejection refused) {
      throw new Failure(terminal.text("error.venue-file", file, refused.where()), refused);
    }
  }

  /** Reads a file, whatever is wrong with it. */
  static VenueFile file(Path file, Terminal terminal) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Failure(terminal.text("error.no-file", file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return VenueFile.read(in.readNBytes(VenueFile.LARGEST + 1), terminal.locale());
    }
  }
}
