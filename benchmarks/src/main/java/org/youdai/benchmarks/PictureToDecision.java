package org.youdai.benchmarks;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.youdai.Snapshot;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does it take from a camera's frame to the decision, and how much of that is more than
 * zxing takes to read one code in the same frame? Every call takes another of 16 frames, each with
 * another SM2 code at another place on grey. Frames that zxing cannot read are left out: it misses
 * a clean code in a hundred, where some of its modules look like a finder pattern.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar PictureToDecision
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PictureToDecision {
  static final int FRAMES = 16;

  private static final long SEED = 1;

  /** The frame's width and height. */
  @Param({"640x480", "1280x720"})
  public String frame = "640x480";

  /** How large the code is drawn: 3 is far from the camera, 8 is close. */
  @Param({"3", "8"})
  public int pixelsPerModule = 3;

  private Snapshot snapshot = Snapshot.neverSynced();
  private final Verifier verifier = GenuineCodes.verifier(() -> snapshot);
  private List<Frame> frames = List.of();
  private int turn;

  /** Draws the frames. */
  @Setup
  public void draw() {
    GenuineCodes codes = GenuineCodes.issue(SignatureAlgorithm.SM2, 2 * FRAMES);
    snapshot = codes.snapshot();
    QrWriter writer = new QrWriter(pixelsPerModule);
    String[] sides = frame.split("x", 2);
    Random random = new Random(SEED);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    List<Frame> readable = new ArrayList<>();
    for (QrText text : codes.texts()) {
      Frame drawn = Frame.around(writer.draw(text), width, height, random);
      if (isRead(drawn)) {
        readable.add(drawn);
      }
    }
    frames = readable.subList(0, FRAMES);
  }

  /** Ours: frame to decision. */
  @Benchmark
  public Decision decision() {
    turn = (turn + 1) % FRAMES;
    return verifier.verify(frames.get(turn).picture(), GenuineCodes.BUS);
  }

  /** Theirs: zxing's reader over the same frames, which ends with the code's text. */
  @Benchmark
  public String zxingText() throws ReaderException {
    turn = (turn + 1) % FRAMES;
    return read(frames.get(turn));
  }

  private static String read(Frame next) throws ReaderException {
    PlanarYUVLuminanceSource source =
        new PlanarYUVLuminanceSource(
            next.luma(), next.width(), next.height(), 0, 0, next.width(), next.height(), false);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }

  private static boolean isRead(Frame frame) {
    try {
      return !read(frame).isEmpty();
    } catch (ReaderException missed) {
      return false;
    }
  }
}
