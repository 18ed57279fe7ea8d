package org.youdai.server.cli;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai scan}: reads pictures, and counts what is right where their texts are known. */
@Command(mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {
  private static final long BETWEEN_LINES = 5_000_000_000L;
  private static final long BETWEEN_LOOKS = 250_000_000L;

  /** Whom to compare with. */
  enum Peer {
    ZXING
  }

  private final Terminal terminal;
  private final QrScanner scanner = new QrScanner();
  private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();

  @Parameters(arity = "1..*", paramLabel = "PATH")
  private List<Path> paths = List.of();

  @Option(names = "--compare", paramLabel = "zxing")
  private Optional<Peer> peer = Optional.empty();

  @Option(names = "--rotations")
  private boolean rotations;

  @Option(names = "--verbose")
  private boolean verbose;

  @Option(names = "--show-text")
  private boolean showText;

  ScanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What was counted so far: by folder ours and the peer's, and the pictures that are none. */
  private static final class Counts {
    private final Map<String, ScanTally> ours = new TreeMap<>();
    private final Map<String, ScanTally> theirs = new TreeMap<>();
    private int damaged;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new Failure(terminal.text("error.no-file", path));
      }
      files.addAll(PictureSample.files(path));
    }
    Counts counts = new Counts();
    long shownAt = System.nanoTime();
    for (int i = 0; i < files.size(); i++) {
      long now = System.nanoTime();
      if (now - shownAt > (terminal.isScreen() ? BETWEEN_LOOKS : BETWEEN_LINES)) {
        shownAt = now;
        show(terminal.text("scan.progress", i, files.size()));
      }
      Optional<PictureSample> sample = PictureSample.read(files.get(i));
      if (sample.isPresent()) {
        scan(sample.get(), counts);
      }
    }
    show("");
    return conclude(counts);
  }

  /** Shows how far it is: on a screen in one line, which is written again. */
  private void show(String line) {
    if (terminal.isScreen()) {
      terminal.err().print("\r\u001b[K" + line);
      terminal.err().flush();
    } else if (!line.isEmpty()) {
      terminal.err().println(line);
    }
  }

  private void scan(PictureSample sample, Counts counts) {
    if (sample.picture().isEmpty()) {
      counts.damaged++;
      show("");
      terminal.say("scan.damaged", sample.file());
      return;
    }
    String folder = String.valueOf(sample.file().toAbsolutePath().normalize().getParent());
    for (int quarters = 0; quarters < (rotations ? 4 : 1); quarters++) {
      GrayImage picture = PictureSample.turned(sample.picture().get(), quarters);
      Read read = read(picture, this::texts);
      ScanTally.Result result = read.result(sample.text());
      counts.ours.computeIfAbsent(folder, f -> new ScanTally()).count(result, read.micros());
      tell(sample, quarters, result, read.texts());
      if (peer.isPresent()) {
        Read theirs = read(picture, ScanCommand::plainZxing);
        counts
            .theirs
            .computeIfAbsent(folder, f -> new ScanTally())
            .count(theirs.result(sample.text()), theirs.micros());
      }
    }
  }

  private List<String> texts(GrayImage picture) {
    return scanner.scan(picture).stream().map(QrText::reveal).toList();
  }

  /** {@code QRCodeReader} and {@code HybridBinarizer}, without hints. */
  private static List<String> plainZxing(GrayImage picture) {
    int width = picture.width();
    int height = picture.height();
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) picture.at(i % width, i / width);
    }
    PlanarYUVLuminanceSource source =
        new PlanarYUVLuminanceSource(luma, width, height, 0, 0, width, height, false);
    try {
      BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(source));
      return List.of(new QRCodeReader().decode(bitmap).getText());
    } catch (ReaderException | IllegalArgumentException | IndexOutOfBoundsException missed) {
      return List.of(); // it leaks the latter two for some pictures
    }
  }

  /** What was read in a picture, and the CPU time that it took. */
  private record Read(List<String> texts, long micros) {
    ScanTally.Result result(Optional<String> known) {
      if (texts.isEmpty()) {
        return ScanTally.Result.MISSED;
      }
      if (known.isEmpty()) {
        return ScanTally.Result.READ;
      }
      boolean isRight = texts.contains(known.get()) || texts.contains(known.get().stripTrailing());
      return isRight ? ScanTally.Result.RIGHT : ScanTally.Result.WRONG;
    }
  }

  private Read read(GrayImage picture, Function<GrayImage, List<String>> reader) {
    long start = thread.getCurrentThreadCpuTime();
    List<String> texts = reader.apply(picture);
    return new Read(texts, (thread.getCurrentThreadCpuTime() - start) / 1000);
  }

  /** Says what came of a picture where a person would look into it. */
  private void tell(
      PictureSample sample, int quarters, ScanTally.Result result, List<String> texts) {
    boolean isOfInterest =
        switch (result) {
          case WRONG, READ -> true;
          case MISSED -> verbose || sample.text().isEmpty();
          case RIGHT -> verbose;
        };
    if (isOfInterest) {
      show("");
      String file = quarters == 0 ? sample.file().toString() : sample.file() + " " + 90 * quarters;
      terminal.say("scan." + result.name(), file, texts.size());
    }
    if (showText) {
      texts.forEach(text -> terminal.out().println("    " + text));
    }
  }

  private int conclude(Counts counts) {
    ScanTally all = new ScanTally();
    ScanTally allTheirs = new ScanTally();
    for (Map.Entry<String, ScanTally> folder : counts.ours.entrySet()) {
      print(folder.getKey(), "youdai", folder.getValue());
      all.add(folder.getValue());
      if (peer.isPresent()) {
        ScanTally theirs = counts.theirs.getOrDefault(folder.getKey(), new ScanTally());
        print(folder.getKey(), "zxing", theirs);
        allTheirs.add(theirs);
      }
    }
    if (all.pictures() + counts.damaged == 0) {
      terminal.say("scan.nothing");
      return CommandLineTool.FAILED;
    }
    if (counts.ours.size() > 1) {
      print(terminal.text("scan.all"), "youdai", all);
      if (peer.isPresent()) {
        print(terminal.text("scan.all"), "zxing", allTheirs);
      }
    }
    // The same words in every language: programs read this line.
    terminal
        .out()
        .println(
            all.right()
                + " right, "
                + all.wrong()
                + " wrong, "
                + all.missed()
                + " missed, "
                + all.read()
                + " read without a known text, "
                + counts.damaged
                + " damaged");
    return all.wrong() + all.missed() + counts.damaged == 0
        ? CommandLineTool.OK
        : CommandLineTool.FAILED;
  }

  private void print(String folder, String reader, ScanTally tally) {
    terminal.say(
        "scan.folder",
        folder,
        reader,
        tally.pictures(),
        tally.right(),
        tally.wrong(),
        tally.missed(),
        tally.read(),
        String.format(Locale.ROOT, "%.1f", tally.rate()),
        String.format(Locale.ROOT, "%.2f", tally.median()));
  }
}
