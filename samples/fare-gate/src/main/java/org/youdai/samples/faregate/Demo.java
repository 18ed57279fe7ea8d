package org.youdai.samples.faregate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/**
 * A sandbox in a temporary folder, and codes that lead to each of the four outcomes. They are
 * dropped as pictures into a folder that the gate watches.
 */
final class Demo implements AutoCloseable {
  private final Path folder;
  private final Clock clock;
  private final SandboxAuthority authority;
  private final QrText cancelled;
  private List<QrText> script = List.of();
  private int dropped;
  private boolean isClosed;

  private Demo(Path folder, Clock clock, SandboxAuthority authority, QrText cancelled) {
    this.folder = folder;
    this.clock = clock;
    this.authority = authority;
    this.cancelled = cancelled;
  }

  /** Makes a sandbox. */
  static Demo make(Clock clock) throws IOException {
    Instant now = clock.instant();
    Instant lastYear = now.minus(Duration.ofDays(365));
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), lastYear, new SecureRandom());
    authority.addIssuer(
        new Issuer("370100", "沙盒签发机构（济南）", "Sandbox issuer, Jinan"),
        SignatureAlgorithm.SM2,
        lastYear);
    QrText cancelled = authority.issue(0, 65, now, year(now));
    if (authority.revoke(cancelled).isPresent()) {
      throw new IllegalStateException("the sandbox does not know its own certificate");
    }
    Demo demo = new Demo(Files.createTempDirectory("fare-gate"), clock, authority, cancelled);
    demo.publish(now);
    Files.createDirectory(demo.dropFolder());
    return demo;
  }

  private static Validity year(Instant from) {
    return new Validity(from.minusSeconds(60), from.plus(Duration.ofDays(365)));
  }

  private void publish(Instant now) throws IOException {
    Files.createDirectories(lists().resolve("lists"));
    Files.createDirectories(lists().resolve("root"));
    for (Map.Entry<String, byte[]> file : authority.publish(now).entrySet()) {
      Files.write(lists().resolve(file.getKey()), file.getValue());
    }
    Files.write(root(), authority.anchor().rootDocument());
  }

  Path lists() {
    return folder.resolve("public");
  }

  Path root() {
    return folder.resolve("root.json");
  }

  Path dropFolder() {
    return folder.resolve("drop");
  }

  /**
   * Returns the codes of one round: a fresh certificate, a code of another kind, an expired
   * certificate, the first one again, a cancelled one.
   */
  List<QrText> round() {
    Instant now = clock.instant();
    QrText fresh = authority.issue(0, 60, now, year(now));
    Validity over = new Validity(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));
    QrText expired = authority.issue(0, 60, now.minus(Duration.ofDays(9)), over);
    return List.of(fresh, QrText.of("https://www.example.com/menu"), expired, fresh, cancelled);
  }

  /** Drops the next picture; returns whether it was the last of its round. */
  synchronized boolean dropNext() {
    if (isClosed) {
      return true;
    }
    try {
      if (script.isEmpty()) {
        script = new ArrayList<>(round());
      }
      Path part = dropFolder().resolve(".part");
      draw(script.remove(0), part);
      Files.move(part, dropFolder().resolve(++dropped + ".png"), StandardCopyOption.ATOMIC_MOVE);
      return script.isEmpty();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Draws a code as a picture file. */
  static void draw(QrText text, Path file) throws IOException {
    GrayImage code = new QrWriter(5).draw(text);
    BufferedImage picture =
        new BufferedImage(code.width(), code.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        picture.getRaster().setSample(x, y, 0, code.at(x, y));
      }
    }
    ImageIO.write(picture, "png", file.toFile());
  }

  /** Removes the sandbox. */
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
