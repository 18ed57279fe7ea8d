package org.youdai.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstVerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @BeforeEach
  void makeSandbox() throws IOException, NoSuchAlgorithmException {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(1); // the same code in every run
    SandboxFolder.write(folder, NOW, random);
  }

  private int run(String lists, String root, String picture) {
    return runAt(NOW.plus(Duration.ofMinutes(5)), lists, root, picture);
  }

  private int runAt(Instant now, String... files) {
    PrintStream toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8);
    List<String> args = Arrays.stream(files).map(folder::resolve).map(Path::toString).toList();
    return new FirstVerdict(Clock.fixed(now, ZoneOffset.UTC), toOut, toErr).run(args);
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void genuineCode_isAdmittedFreeOfCharge() {
    assertThat(run("lists", "root.json", "certificate.png")).isZero();
    assertThat(complaint()).isEmpty();
    assertThat(printed())
        .startsWith("您好，请进 | 免费，请通行", "Welcome | Free of charge, please go through");
    assertThat(printed().get(2)).matches("ADMIT YD-001 [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void webLink_isAskedForAnotherCodeAndStillEndsWith0() {
    assertThat(run("lists", "root.json", "web-link.png")).isZero();
    assertThat(printed().get(0)).startsWith("请换一个码 | ").contains("也可出示身份证等任一有效证件");
    assertThat(printed().get(1)).startsWith("Another code, please | ");
    assertThat(printed().get(2)).startsWith("RETRY YD-201 ");
  }

  @Test
  void listsAWeekOld_areHandedToStaff() {
    Instant later = NOW.plus(Duration.ofDays(8));
    assertThat(runAt(later, "lists", "root.json", "certificate.png")).isZero();
    assertThat(printed().get(2)).startsWith("ASSIST YD-302 ");
  }

  @Test
  void forgedList_isSaidAndHandedToStaff() throws IOException {
    Path list = folder.resolve("lists/lists/0.cwt");
    byte[] bytes = Files.readAllBytes(list);
    bytes[bytes.length - 1] ^= 1;
    Files.write(list, bytes);
    assertThat(run("lists", "root.json", "certificate.png")).isZero();
    assertThat(printed().get(2)).startsWith("ASSIST YD-301 ");
    assertThat(complaint()).contains("名单未采用：YD-904 ", "not used: YD-904 ");
  }

  @Test
  void missingFile_isNamedInBothLanguages() {
    for (String[] files :
        new String[][] {
          {"lists", "root.json", "nowhere.png"},
          {"lists", "nowhere.json", "certificate.png"},
          {"nowhere", "root.json", "certificate.png"}
        }) {
      err.reset();
      assertThat(run(files[0], files[1], files[2])).as(String.join(" ", files)).isEqualTo(2);
      assertThat(complaint()).contains("nowhere");
      assertThat(complaint().lines().toList()).hasSize(2);
    }
    assertThat(printed()).isEmpty();
  }

  @Test
  void fileThatIsNoPicture_isNamedInBothLanguages() throws IOException {
    Files.writeString(folder.resolve("text.png"), "no picture");
    byte[] whole = Files.readAllBytes(folder.resolve("certificate.png"));
    Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));
    for (String picture : List.of("root.json", "text.png", "half.png")) {
      err.reset();
      assertThat(run("lists", "root.json", picture)).as(picture).isEqualTo(2);
      assertThat(complaint()).contains("不是 PNG 或 JPEG 图片：", "Neither a PNG nor a JPEG", picture);
    }
  }

  @Test
  void argumentsThatAreNotThree_areToldTheUsage() {
    assertThat(runAt(NOW, "lists")).isEqualTo(2);
    assertThat(complaint()).contains("用法：", "Usage: FirstVerdict");
  }
}
