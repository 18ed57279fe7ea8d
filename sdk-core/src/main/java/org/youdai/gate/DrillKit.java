package org.youdai.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.scan.QrText;
import org.youdai.trust.TrustAnchor;

/**
 * The lists and codes of drills and rehearsals, of an authority whose keys were never kept: nobody
 * else believes them. There are three publications: before and after an issuer's key is replaced,
 * and one of eight days later.
 */
final class DrillKit {
  /** When everything in it takes place: a Saturday, 11:30 in China. */
  static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");

  static final int BEFORE = 1;
  static final int AFTER = 2;
  static final int LATER = 3;

  private static final String FOLDER = "drill/";

  private final TrustAnchor anchor;
  private final Map<String, QrText> codes;

  private DrillKit(TrustAnchor anchor, Map<String, QrText> codes) {
    this.anchor = anchor;
    this.codes = Map.copyOf(codes);
  }

  static DrillKit read() {
    Map<String, QrText> codes = new HashMap<>();
    words("drill/codes.properties")
        .forEach((name, text) -> codes.put((String) name, QrText.of((String) text)));
    return new DrillKit(TrustAnchor.of(require(publication(BEFORE), "root.json")), codes);
  }

  /** Returns a code by its name. */
  QrText code(String name) {
    return Optional.ofNullable(codes.get(name))
        .orElseThrow(() -> new IllegalArgumentException("the drill kit has no code " + name));
  }

  Map<String, QrText> codes() {
    return codes;
  }

  /** Returns what a gate goes by that has taken a publication after {@code last}. */
  Snapshot take(int publication, Snapshot last) {
    Snapshot.Reading reading = last.next(anchor, publication(publication));
    if (reading instanceof Snapshot.Ready ready) {
      return ready.snapshot();
    }
    throw new IllegalStateException("the drill kit is broken: " + reading);
  }

  /** What has not changed since the publication before is only there. */
  private static ListSource publication(int number) {
    return (name, atMost) -> {
      for (int each = number; each >= BEFORE; each--) {
        Optional<byte[]> file = file(FOLDER + each + '/' + name);
        if (file.isPresent()) {
          return file;
        }
      }
      return Optional.empty();
    };
  }

  private static byte[] require(ListSource source, String name) {
    try {
      return source
          .read(name, Integer.MAX_VALUE)
          .orElseThrow(() -> new IllegalStateException("the drill kit has no " + name));
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " cannot be read from the library", broken);
    }
  }

  private static Optional<byte[]> file(String name) throws IOException {
    try (InputStream in = DrillKit.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
        out.write(buffer, 0, more);
      }
      return Optional.of(out.toByteArray());
    }
  }

  /** Returns the entries of a properties file beside this class. */
  static Properties words(String name) {
    try (InputStream in = Objects.requireNonNull(DrillKit.class.getResourceAsStream(name), name);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      return properties;
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " cannot be read from the library", broken);
    }
  }
}
