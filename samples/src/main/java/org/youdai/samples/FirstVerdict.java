package org.youdai.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.GrayImage;
import org.youdai.trust.TrustAnchor;

/**
 * From a picture file to the words on the gate's screen, as a bus decides: the first thing to copy.
 * Ends with 0 for each of the four outcomes, none of which is an error, and with 2 for a file that
 * is missing or no picture.
 */
public final class FirstVerdict {
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  FirstVerdict(Clock clock, PrintStream out, PrintStream err) {
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Takes the lists folder, the pinned root file and the picture. */
  public static void main(String[] args) {
    PrintStream out = Terminal.over(System.out);
    PrintStream err = Terminal.over(System.err);
    System.exit(new FirstVerdict(Clock.systemUTC(), out, err).run(List.of(args)));
  }

  int run(List<String> args) {
    if (args.size() != 3) {
      say(
          "用法：FirstVerdict <名单文件夹> <root.json> <图片>",
          "Usage: FirstVerdict LISTS root.json PICTURE");
      return 2;
    }
    Path picture = Path.of(args.get(2));
    try {
      Optional<GrayImage> image = read(picture);
      if (image.isPresent()) {
        return decide(Path.of(args.get(0)), Path.of(args.get(1)), image.get());
      }
      say("不是 PNG 或 JPEG 图片：" + picture, "Neither a PNG nor a JPEG picture: " + picture);
    } catch (NoSuchFileException missing) {
      say("找不到文件：" + missing.getFile(), "No such file: " + missing.getFile());
    } catch (IOException unreadable) {
      say("无法读取：" + unreadable.getMessage(), "Cannot be read: " + unreadable.getMessage());
    }
    return 2;
  }

  private int decide(Path lists, Path root, GrayImage picture) throws IOException {
    // ---- the library, from here ...
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(root));
    SnapshotFeed feed = SnapshotFeed.ofFolder(lists, anchor, clock);
    Optional<Snapshot.Refused> refused =
        feed.update().problem(); // again whenever new lists have come
    Verifier verifier =
        new Verifier(
            feed,
            TrustedTime.of(clock, System::nanoTime),
            new SecureRandom()); // one for all threads
    VenueProfile bus = VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
    Decision decision = verifier.verify(picture, bus); // no picture makes it throw or wait
    // ---- ... to here
    if (refused.isPresent()) {
      String what = refused.get().reason().code() + " " + refused.get().where();
      say("名单未采用：" + what, "The lists are not used: " + what);
      if (refused.get().reason() == Reason.SOURCE_UNREACHABLE
          || refused.get().reason() == Reason.DOCUMENT_MISSING) {
        return 2;
      }
    }
    show(decision); // bad lists do not stop a gate: it hands over to staff
    return 0;
  }

  private void show(Decision decision) {
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Prompt prompt = PromptCatalog.of(language).prompt(decision);
      out.println(prompt.headline() + " | " + prompt.nextStep());
    }
    out.println(decision.outcome() + " " + decision.reason().code() + " " + decision.id());
  }

  private void say(String chinese, String english) {
    err.println(chinese);
    err.println(english);
  }

  /** Returns the picture; empty if the file holds none. */
  private static Optional<GrayImage> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.ofNullable(ImageIO.read(in)).map(FirstVerdict::gray);
    } catch (IIOException | RuntimeException damaged) { // ImageIO throws both for a damaged file
      return Optional.empty();
    }
  }

  private static GrayImage gray(BufferedImage picture) {
    byte[] luma = new byte[picture.getWidth() * picture.getHeight()];
    for (int i = 0; i < luma.length; i++) {
      int argb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
      int red = (argb >> 16) & 0xff;
      int green = (argb >> 8) & 0xff;
      int blue = argb & 0xff;
      int ink = 255 - (299 * red + 587 * green + 114 * blue) / 1000;
      luma[i] = (byte) (255 - ink * (argb >>> 24) / 255); // what is transparent lies on white
    }
    return GrayImage.of(picture.getWidth(), picture.getHeight(), luma);
  }
}
