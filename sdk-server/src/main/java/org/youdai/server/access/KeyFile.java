package org.youdai.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.youdai.trust.Digest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of all keys on this machine's disk, for a start while the database is away. It holds
 * digests alone, and only its owner can read it.
 */
final class KeyFile {
  private final Path file;
  private final JsonMapper json;

  KeyFile(Path file, JsonMapper json) {
    this.file = file;
    this.json = json;
  }

  private record Line(
      String id,
      String name,
      Role role,
      Set<String> venues,
      String proof,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked) {

    private static Line of(Key key) {
      Caller caller = key.caller();
      return new Line(
          caller.id(),
          caller.name(),
          caller.role(),
          new TreeSet<>(caller.venues()),
          key.proof().toString(),
          key.created(),
          key.expires(),
          key.revoked());
    }

    private Key key() {
      Caller caller = new Caller(id, name, role, venues);
      return new Key(caller, Digest.parse(proof), created, expires, revoked);
    }
  }

  /**
   * Returns the keys; none if there is no file.
   *
   * @throws IOException if the file cannot be read, or is none that this wrote
   */
  KeyRing read() throws IOException {
    try {
      Line[] lines = json.readValue(Files.readAllBytes(file), Line[].class);
      return KeyRing.of(List.of(lines).stream().map(Line::key).toList());
    } catch (NoSuchFileException none) {
      return KeyRing.EMPTY;
    } catch (JacksonException | IllegalArgumentException | NullPointerException damaged) {
      throw new IOException(file + ": no file of keys", damaged);
    }
  }

  void write(KeyRing ring) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = Files.createTempFile(folder, "keys", ".tmp"); // for its owner alone, on POSIX
    try {
      Files.write(next, json.writeValueAsBytes(ring.all().stream().map(Line::of).toList()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
