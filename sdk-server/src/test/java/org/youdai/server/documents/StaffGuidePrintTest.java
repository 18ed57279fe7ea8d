package org.youdai.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for drivers and guards, as a browser prints it. */
final class StaffGuidePrintTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  @TempDir private Path folder;

  @Test
  void guide_printsOnAPageForEachLanguage() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(BROWSER), "there is no " + BROWSER);
    Path pdf = folder.resolve("guide.pdf");
    Process browser =
        new ProcessBuilder(
                BROWSER.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--user-data-dir=" + folder.resolve("profile"),
                "--print-to-pdf=" + pdf,
                Document.ROOT.resolve("docs/staff-guide.html").toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(pdf, StandardCharsets.ISO_8859_1);
    assertThat(Pattern.compile("/Type\\s*/Page\\b(?!s)").matcher(text).results().count())
        .isEqualTo(2);
  }
}
