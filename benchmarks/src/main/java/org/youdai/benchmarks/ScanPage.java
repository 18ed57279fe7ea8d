package org.youdai.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Draws a sample of each level for {@code docs/scanning.md}, and what each reader made of it. */
final class ScanPage {
  private static final String START = "<!-- frames: drawn by benchmarks/scan --page -->";
  private static final String END = "<!-- end of frames -->";
  private static final long SEED = 700_007;
  private static final int FRAMES = 3;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final Path docs;

  ScanPage(Path docs) {
    this.docs = docs;
  }

  void draw() throws IOException {
    List<FrameReader> readers = FrameReaders.all();
    StringBuilder rows = new StringBuilder("| level | frame |");
    readers.forEach(reader -> rows.append(' ').append(reader.name()).append(" |"));
    rows.append("\n|---|---|").append("---|".repeat(readers.size())).append('\n');
    for (int level = 0; level < CameraFrame.LEVELS; level++) {
      for (int i = 0; i < FRAMES; i++) {
        boolean isDark = i == FRAMES - 1;
        CameraFrame sample = CameraFrame.withCode(SEED + i, level, WIDTH, HEIGHT, isDark);
        String name = "images/scan-" + level + "-" + i + ".jpg";
        writeJpeg(sample.frame(), docs.resolve(name));
        rows.append("| ").append(level).append(isDark ? ", dark mode |" : " |");
        rows.append(" ![level ").append(level).append("](").append(name).append(") |");
        for (FrameReader reader : readers) {
          String read = reader.read(sample.frame());
          String cell = read.equals(sample.text()) ? "read" : read.isEmpty() ? "–" : "WRONG";
          rows.append(' ').append(cell).append(" |");
        }
        rows.append('\n');
      }
    }
    new MarkedPart(docs.resolve("scanning.md"), START, END).write(rows.toString());
  }

  private static void writeJpeg(Frame frame, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, frame.width(), frame.height(), frame.luma());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(0.5f);
    try (OutputStream bytes = Files.newOutputStream(file);
        ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
  }
}
