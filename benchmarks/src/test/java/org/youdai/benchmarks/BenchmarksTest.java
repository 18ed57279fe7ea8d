package org.youdai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.google.zxing.ReaderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.youdai.ListLookup;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.scan.QrText;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** What is measured is what it says: genuine codes that are admitted, and checks that succeed. */
final class BenchmarksTest {
  private static final String MARKS =
      "<!-- figures: written by benchmarks/run --docs -->\n<!-- end of figures -->\n";

  @TempDir private Path folder;

  @Test
  void everyBenchmark_runsOnce() throws Exception {
    Province.publish(folder, 1);
    ChainedOptionsBuilder once =
        new OptionsBuilder()
            .forks(0)
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .param("codes", "4")
            .param("phones", "4")
            .param("province", folder.toString())
            .param("folder", folder.resolve("2").toString())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!isCorrettoHere()) {
      once.exclude("corretto");
    }
    Collection<RunResult> results = new Runner(once.build()).run();
    assertThat(results).hasSizeGreaterThan(60);
    draws(results.stream().map(Figure::of).toList());
  }

  /** A report of these figures, and of starts that took as long as they say. */
  private void draws(List<Figure> figures) throws IOException {
    Map<Start.Way, List<Start.Run>> starts = new EnumMap<>(Start.Way.class);
    for (Start.Way way : Start.Way.values()) {
      Start.Run run =
          new Start.Run(way == Start.Way.PLAIN ? 100 : 40, Collections.nCopies(100, 1.0));
      starts.put(way, List.of(run));
    }
    Claims claims = Claims.of(figures, 1, starts);
    assertThat(claims.all()).hasSizeGreaterThan(12);
    assertThat(claims.hold()).isEqualTo(claims.all().stream().allMatch(Claim::holds));
    Findings findings = new Findings(Machine.here(), "once", claims, figures, starts);
    findings.write(folder);
    assertThat(folder.resolve("index.html"))
        .content()
        .contains("data:image/svg+xml", "Swiss", "ES256");
    assertThat(folder.resolve("figures.csv")).content().contains("Sm2Signature,kona,");
    Path page = Files.writeString(folder.resolve("page.md"), "before\n" + MARKS + "after\n");
    findings.writeDocs(page);
    findings.writeDocs(page);
    assertThat(page)
        .content()
        .startsWith("before\n<!--")
        .endsWith("<!-- end of figures -->\nafter\n")
        .containsOnlyOnce("| what | ours |");
  }

  private static boolean isCorrettoHere() {
    return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
  }

  /** Every peer, by name. */
  private static Map<String, BareCheck> peers(VerifyingKey key) {
    Map<String, BareCheck> peers = new TreeMap<>();
    peers.put("stock", BareCheck.stock(key));
    peers.put("ours", BareCheck.ofPhone(key));
    if (key.algorithm() != SignatureAlgorithm.SM2) {
      peers.put("jdk", BareCheck.jdk(key));
      peers.put("nimbus", BareCheck.nimbus(key));
      if (isCorrettoHere()) {
        peers.put("corretto", BareCheck.corretto(key));
      }
    }
    return peers;
  }

  @ParameterizedTest
  @EnumSource
  void peers_agreeOnGoodAndDamagedSignatures(SignatureAlgorithm algorithm) {
    GenuineCodes codes = GenuineCodes.issue(algorithm, 4);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] message = codes.messages().get(i);
      byte[] good = codes.signatures().get(i);
      byte[] bad = good.clone();
      bad[16 * i] ^= 1;
      for (Map.Entry<String, BareCheck> peer : peers(codes.issuerKey()).entrySet()) {
        for (byte[] signature : List.of(good, bad)) {
          if (peer.getValue().verifies(message, signature) != (signature == good)) {
            differences.add(peer.getKey() + " on " + (signature == good) + " signature " + i);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void peersForSm2InDer_agreeOnGoodAndDamagedSignatures() {
    GenuineCodes codes = GenuineCodes.issue(SignatureAlgorithm.SM2, 1);
    byte[] message = codes.messages().get(0);
    byte[] good = codes.signatures().get(0);
    byte[] bad = good.clone();
    bad[40] ^= 1;
    for (BareCheck kona :
        List.of(BareCheck.kona(codes.issuerKey()), BareCheck.konaNative(codes.issuerKey()))) {
      assertThat(kona.verifies(message, BareCheck.toDer(good))).isTrue();
      assertThat(kona.verifies(message, BareCheck.toDer(bad))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void codesOfEveryForm_areAdmitted(GenuineCodes.Form form) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      Queue queue = Queue.of(form, algorithm, 20);
      for (int i = 0; i < 20; i++) {
        assertThat(queue.next().outcome()).as("%s %d", algorithm, i).isEqualTo(Outcome.ADMIT);
      }
    }
  }

  @Test
  void refusals_areMeasuredForEveryReasonOfAText() throws Exception {
    Param measured = RefusalToDecision.class.getField("reason").getAnnotation(Param.class);
    assertThat(Refusals.all().keySet())
        .extracting(Reason::name)
        .containsExactlyInAnyOrder(measured.value());
  }

  @Test
  void healthCertificates_areGoodToAllLibrariesAndToNoneByAnotherKey() {
    GenuineCodes codes = GenuineCodes.issue(GenuineCodes.Form.HEALTH, SignatureAlgorithm.ES256, 2);
    IssuerKey issuer = codes.issuer();
    VerifyingKey another =
        SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()).verifyingKey();
    IssuerKey stranger =
        new IssuerKey(
            issuer.kid(),
            another,
            issuer.issuer(),
            issuer.signing(),
            issuer.revokedAt(),
            issuer.kinds());
    for (QrText text : codes.texts()) {
      assertThat(HealthCertificateReader.swiss(issuer).accepts(text.reveal())).isTrue();
      assertThat(HealthCertificateReader.swiss(stranger).accepts(text.reveal())).isFalse();
      assertThat(HealthCertificateReader.swedish(issuer).accepts(text.reveal())).isTrue();
      assertThat(HealthCertificateReader.swedish(stranger).accepts(text.reveal())).isFalse();
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
