package org.youdai.server.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.youdai.scan.GrayImage;

/** What Chromium's fake camera plays, over and over: a file of YUV4MPEG2. */
final class Film {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAMES = 10;
  private static final int GREY = 128;

  private Film() {}

  /** Writes a film of somebody holding a picture still before the camera. */
  static void write(GrayImage picture, Path file) throws IOException {
    byte[] luma = new byte[WIDTH * HEIGHT];
    Arrays.fill(luma, (byte) GREY);
    int left = (WIDTH - picture.width()) / 2;
    int top = (HEIGHT - picture.height()) / 2;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        luma[(top + y) * WIDTH + left + x] = (byte) picture.at(x, y);
      }
    }
    byte[] chroma = new byte[WIDTH * HEIGHT / 2];
    Arrays.fill(chroma, (byte) GREY);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(ascii("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F10:1 Ip A1:1 C420jpeg\n"));
      for (int i = 0; i < FRAMES; i++) {
        out.write(ascii("FRAME\n"));
        out.write(luma);
        out.write(chroma);
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
