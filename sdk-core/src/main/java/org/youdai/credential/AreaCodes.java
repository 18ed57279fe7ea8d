package org.youdai.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The names of administrative divisions (GB/T 2260), current and abolished: all provinces, and the
 * prefectures of Shandong. Information only: a code that is not here may well be right.
 */
public final class AreaCodes {
  private static final String NAME = "area-codes.tsv";
  private static final Map<String, Area> AREAS = load();

  private AreaCodes() {}

  /**
   * An administrative division.
   *
   * @param code its own code of six digits
   * @param name its name in Chinese
   * @param abolished the year in which its code ceased to be given out; empty if it has not
   */
  public record Area(String code, String name, OptionalInt abolished) {}

  /**
   * Returns the area with a code or, where that is not here, the nearest one that it lies in: the
   * prefecture of a county, or else the province. Empty if even that is unknown.
   */
  public static Optional<Area> find(String code) {
    if (code.length() != 6) {
      return Optional.empty();
    }
    for (String candidate :
        List.of(code, code.substring(0, 4) + "00", code.substring(0, 2) + "0000")) {
      Area area = AREAS.get(candidate);
      if (area != null) {
        return Optional.of(area);
      }
    }
    return Optional.empty();
  }

  private static Map<String, Area> load() {
    Map<String, Area> areas = new HashMap<>();
    try (InputStream stream = Objects.requireNonNull(AreaCodes.class.getResourceAsStream(NAME));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          Area area = parse(line);
          areas.put(area.code(), area);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(NAME + " cannot be read from the library", broken);
    }
    return Map.copyOf(areas);
  }

  private static Area parse(String line) {
    String[] fields = line.split("\t", -1);
    OptionalInt abolished =
        fields.length > 2 ? OptionalInt.of(Integer.parseInt(fields[2])) : OptionalInt.empty();
    return new Area(fields[0], fields[1], abolished);
  }
}
