package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.server.TestServer;

/** Keys from the command line. */
final class KeysCommandTest {
  private static final Pattern KEY = Pattern.compile("ydk_([a-z2-9]{12})_[A-Za-z0-9_-]{43}");

  @TempDir private Path folder;

  private Ran keys(String... args) {
    String[] all = new String[args.length + 4];
    all[0] = "keys";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--data";
    all[args.length + 2] = folder.resolve("data").toString();
    all[args.length + 3] = "--lang=en";
    return Ran.now(all);
  }

  /** Within one process, H2 would open the file twice. */
  private String listedByAnotherProcess() throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.youdai.server.Youdai",
                "keys",
                "list",
                "--lang=en",
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(tool.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).isEqualTo(1);
    return Files.readString(said);
  }

  private static Matcher key(Ran ran) {
    Matcher key = KEY.matcher(ran.out());
    assertThat(key.find()).as("%s%s", ran.out(), ran.err()).isTrue();
    return key;
  }

  @Test
  void lostOperatorKey_isMadeAnewBesideTheServer() throws IOException, InterruptedException {
    Ran made = keys("create", "--role", "OPERATOR", "--name", "again");
    assertThat(made.code()).isZero();
    String operator = key(made).group();
    try (TestServer server = TestServer.start(folder)) {
      assertThat(server.get("/v1/keys", operator).body()).contains("again");
      assertThat(listedByAnotherProcess()).contains("/v1/keys", "stop the server");
    }
    Ran listed = keys("list");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("again", operator.substring(4, 16));
    assertThat(listed.out()).doesNotContain(operator.substring(17));
    Ran last = keys("revoke", operator.substring(4, 16));
    assertThat(last.code()).isEqualTo(1);
    assertThat(last.err()).contains("operator");
  }

  @Test
  void key_isRotatedAndRevoked() {
    assertThat(keys("create", "--role", "OPERATOR").code()).isZero();
    String gate = key(keys("create", "--role", "GATE", "--venue", "bus")).group(1);
    String next = key(keys("rotate", gate, "--keep-hours", "0")).group(1);
    assertThat(keys("revoke", gate).err()).contains("no key of that id");
    assertThat(keys("revoke", next).code()).isZero();
    assertThat(keys("list").out()).contains("revoked", "bus");
    assertThat(keys("rotate", next, "--keep-hours", "721").code()).isEqualTo(1);
    assertThat(keys("create", "--role", "OPERATOR", "--venue", "bus").code()).isEqualTo(1);
  }
}
