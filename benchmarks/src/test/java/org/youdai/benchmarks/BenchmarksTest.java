package org.youdai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.ReaderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.ListLookup;
import org.youdai.decision.Outcome;
import org.youdai.trust.SignatureAlgorithm;

/** What is measured is what it says: genuine codes that are admitted, and checks that succeed. */
final class BenchmarksTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void texts_areAdmittedAndTheirSignaturesFit(SignatureAlgorithm algorithm) {
    TextToDecision benchmark = new TextToDecision();
    benchmark.algorithm = algorithm;
    benchmark.issue();
    for (int i = 0; i < 3; i++) {
      assertThat(benchmark.decision().outcome()).isEqualTo(Outcome.ADMIT);
      assertThat(benchmark.bareCheck()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"640x480,3", "640x480,8", "1280x720,3", "1280x720,8"})
  void frames_areAdmittedAndReadByTheirPeer(String frame, int pixelsPerModule)
      throws ReaderException {
    PictureToDecision benchmark = new PictureToDecision();
    benchmark.frame = frame;
    benchmark.pixelsPerModule = pixelsPerModule;
    benchmark.draw();
    for (int i = 0; i < PictureToDecision.FRAMES; i++) {
      assertThat(benchmark.decision().outcome()).isEqualTo(Outcome.ADMIT);
      assertThat(benchmark.zxingText()).startsWith("YD1:");
    }
  }

  @Test
  void cameraFrames_areTheSameForASeedAndTheEasiestAreReadByAll() {
    CameraFrame frame = CameraFrame.withCode(1000, 0, 640, 480, false);
    CameraFrame again = CameraFrame.withCode(1000, 0, 640, 480, false);
    assertThat(again.frame().luma()).isEqualTo(frame.frame().luma());
    for (FrameReader reader : FrameReaders.all()) {
      assertThat(reader.read(frame.frame())).as(reader.name()).isEqualTo(frame.text());
      CameraFrame noise = CameraFrame.without(1000, CameraFrame.IDLE_SCENES - 1, 320, 240);
      assertThat(reader.read(noise.frame())).as(reader.name()).isEmpty();
    }
  }

  @Test
  void sizes_holdTheirBarsForOneList() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Sizes sizes = new Sizes(1, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(sizes.run()).as(out.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(Sizes.bound(10, 5)).isCloseTo(Math.log(252) / Math.log(2) / 8, within(1e-9));
  }

  @Test
  void lists_holdTheirBarsOfMemoryForOneList() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    Lists lists = Lists.publish(folder, 1, 2, out);
    lists.memory();
    assertThat(told.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("MB")))
        .hasSize(4)
        .allMatch(line -> line.endsWith("holds"));
    lists.load();
    lists.delta();
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("load from disk", "SM3", "kept");
  }

  @Test
  void lookups_areTheSameAsTheirPeers() throws IOException {
    Province.publish(folder, 2);
    ListLookup lookup = new ListLookup();
    lookup.folder = folder.resolve("2").toString();
    lookup.read();
    assertThat(lookup.differences()).isZero();
  }
}
