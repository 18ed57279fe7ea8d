package org.youdai.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
 * Fills a folder with what {@link FirstVerdict} wants: {@code root.json}, a folder {@code lists},
 * {@code certificate.png} and {@code web-link.png}. The authority behind it is invented and its
 * keys are thrown away, so the lists grow too old a week later: make another.
 */
public final class SandboxFolder {
  private SandboxFolder() {}

  /** Takes the folder, which is made if it is not there. */
  public static void main(String[] args) throws IOException {
    PrintStream out = Terminal.over(System.out);
    if (args.length != 1) {
      out.println("用法：SandboxFolder <文件夹>\nUsage: SandboxFolder FOLDER");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    write(folder, Clock.systemUTC().instant(), new SecureRandom());
    out.println("已写入 / written: " + folder);
  }

  static void write(Path folder, Instant now, SecureRandom random) throws IOException {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), now, random);
    Issuer jinan = new Issuer("370100", "沙盒签发机构（济南）", "Sandbox issuer, Jinan");
    authority.addIssuer(jinan, SignatureAlgorithm.SM2, now);
    Path lists = folder.resolve("lists");
    Files.createDirectories(lists.resolve("lists"));
    Files.createDirectories(lists.resolve("root"));
    for (Map.Entry<String, byte[]> file : authority.publish(now).entrySet()) {
      Files.write(lists.resolve(file.getKey()), file.getValue());
    }
    // A gate pins its own copy; it never takes the root from where the lists come from.
    Files.write(folder.resolve("root.json"), authority.anchor().rootDocument());
    Validity year = new Validity(now, now.plus(Duration.ofDays(365)));
    draw(authority.issue(0, 60, now, year), folder.resolve("certificate.png"));
    draw(QrText.of("https://www.example.com/menu"), folder.resolve("web-link.png"));
  }

  static void draw(QrText text, Path file) throws IOException {
    GrayImage code = new QrWriter(4).draw(text);
    BufferedImage picture =
        new BufferedImage(code.width(), code.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        picture.setRGB(x, y, 0x010101 * code.at(x, y));
      }
    }
    ImageIO.write(picture, "png", file.toFile());
  }
}
