package org.youdai.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.youdai.scan.GrayImage;
import org.youdai.server.picture.Pictures;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A picture to scan and what its code holds, where that is known: a picture file with its text in a
 * {@code .txt} or {@code .bin} beside it, as in zxing's black box tests, or a JSON file with both
 * ({@code 2DCODE} and {@code PREFIX}), as in dgc-testdata.
 *
 * @param file where the picture is
 * @param picture the picture; empty if it cannot be read
 * @param text what its code holds; empty if nobody says
 */
record PictureSample(Path file, Optional<GrayImage> picture, Optional<String> text) {
  private static final List<String> PICTURES =
      List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".wbmp");

  /** A JSON file that holds a picture is not larger. */
  private static final long LARGEST_FILE = 64L << 20;

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the files that may be samples: {@code path} itself, or all below it, sorted. */
  static List<Path> files(Path path) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.equals(path) || isPicture(file) || name(file).endsWith(".json")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            files.add(file); // told when it is read
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static boolean isPicture(Path file) {
    return PICTURES.stream().anyMatch(name(file)::endsWith);
  }

  /** Returns the sample in a file; empty for a JSON file that holds none. */
  static Optional<PictureSample> read(Path file) {
    try {
      if (name(file).endsWith(".json")) {
        return readJson(file);
      }
      return Optional.of(new PictureSample(file, Pictures.read(file), textBeside(file)));
    } catch (IOException unreadable) { // too large a picture among them
      return Optional.of(new PictureSample(file, Optional.empty(), Optional.empty()));
    }
  }

  private static Optional<String> textBeside(Path picture) throws IOException {
    String name = String.valueOf(picture.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    Optional<String> text = content(picture.resolveSibling(stem + ".txt"), StandardCharsets.UTF_8);
    return text.isPresent()
        ? text
        : content(picture.resolveSibling(stem + ".bin"), StandardCharsets.ISO_8859_1);
  }

  private static Optional<String> content(Path file, Charset charset) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) <= Input.LARGEST_TEXT_FILE
        ? Optional.of(new String(Files.readAllBytes(file), charset))
        : Optional.empty();
  }

  private static Optional<PictureSample> readJson(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException notJson) {
      return Optional.of(new PictureSample(file, Optional.empty(), Optional.empty()));
    }
    String base64 = root.path("2DCODE").asString("");
    if (base64.isEmpty()) {
      return Optional.empty();
    }
    String prefix = root.path("PREFIX").asString("");
    Optional<String> text = prefix.isEmpty() ? Optional.empty() : Optional.of(prefix);
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64.substring(base64.indexOf(',') + 1));
      return Optional.of(
          new PictureSample(
              file, Pictures.read(new ByteArrayInputStream(bytes), Pictures.MOST_PIXELS), text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.of(new PictureSample(file, Optional.empty(), text));
    }
  }

  /** Returns a picture turned to the right by so many quarters. */
  static GrayImage turned(GrayImage picture, int quarters) {
    if (quarters == 0) {
      return picture;
    }
    int across = picture.height();
    int down = picture.width();
    byte[] luma = new byte[across * down];
    int i = 0;
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        luma[i++] = (byte) picture.at(y, across - 1 - x);
      }
    }
    return turned(GrayImage.of(across, down, luma), quarters - 1);
  }
}
