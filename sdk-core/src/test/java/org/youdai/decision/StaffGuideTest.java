package org.youdai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/staff-guide.html}: a page of A4 a language for drivers and guards. What passengers
 * read is of the prompt catalogs, the drawings are the staff page's, the rest is {@code
 * staff-guide_zh.properties} and {@code _en}.
 */
final class StaffGuideTest {
  private static final GeneratedDocument GUIDE =
      new GeneratedDocument("staff-guide.html", StaffGuideTest.class);
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("sdk-server/src/main/resources/org/youdai/server/page/shell/index.html");

  private static final String HEAD =
      """
      <!doctype html>
      <html>
      <head>
      <meta charset="utf-8">
      <title>工作人员一页指南 · One page for staff</title>
      <style>
      @page { size: A4; margin: 10mm; }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 190mm; color: #12202b; background: #fff;
        font: 14pt/1.3 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
        -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      article { break-after: page; padding: 2mm 0; }
      article:last-child { break-after: auto; }
      h1 { font-size: 24pt; margin: 0 0 2mm; }
      .card { display: flex; gap: 5mm; align-items: center; border-radius: 4mm; margin: 0 0 3mm; padding: 2.5mm 5mm; break-inside: avoid; }
      .card svg { flex: none; width: 21mm; height: 21mm; }
      .card h2 { font-size: 22pt; line-height: 1.15; margin: 0; }
      .card p { margin: 1mm 0 0; }
      .do { font-weight: bold; }
      .ADMIT { background: #006b32; color: #fff; } .CHARGE { background: #0b4a99; color: #fff; }
      .RETRY { background: #ffd426; color: #1a1400; } .ASSIST { background: #ffb41f; color: #1a1000; outline: 1.5mm solid #1a1000; outline-offset: -1.5mm; }
      .cut { fill: none; stroke: var(--fill); stroke-linecap: round; stroke-linejoin: round; }
      .ADMIT { --fill: #006b32; } .CHARGE { --fill: #0b4a99; } .RETRY { --fill: #ffd426; } .ASSIST { --fill: #ffb41f; }
      ul { margin: 0; padding-left: 7mm; } li { margin: 0 0 .8mm; } footer { font-size: 10pt; margin-top: 1mm; }
      [lang="zh"] { font-size: 17pt; } [lang="zh"] .card h2 { font-size: 28pt; } [lang="zh"] .card svg { width: 26mm; height: 26mm; }
      </style>
      </head>
      <body>
      <svg width="0" height="0" aria-hidden="true" style="position:absolute">
      """;

  private static Properties words(String language) throws IOException {
    Properties words = new Properties();
    String name = "staff-guide_" + language + ".properties";
    try (InputStream file =
        Objects.requireNonNull(StaffGuideTest.class.getResourceAsStream(name))) {
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return words;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String sign(Outcome outcome) throws IOException {
    Matcher symbol =
        Pattern.compile("<symbol id=\"sign-" + outcome + "\".*?</symbol>", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(symbol.find()).as("the page's drawing of %s", outcome).isTrue();
    return symbol.group();
  }

  private static String article(String language) throws IOException {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    Properties words = words(language);
    StringBuilder text = new StringBuilder("<article lang=\"" + language + "\">\n<h1>");
    text.append(escaped(words.getProperty("title"))).append("</h1>\n");
    for (Outcome outcome : Outcome.values()) {
      Prompt prompt = catalog.prompt(ReasonCodesTest.usual(outcome));
      String name = outcome.name().toLowerCase(Locale.ROOT);
      text.append("<section class=\"card ").append(outcome).append("\">");
      text.append("<svg viewBox=\"0 0 100 100\" aria-hidden=\"true\"><use href=\"#sign-");
      text.append(outcome).append("\"/></svg>\n<div><h2>");
      text.append(escaped(prompt.headline())).append("</h2>\n<p>");
      text.append(escaped(words.getProperty(name + ".colour"))).append(' ');
      text.append(escaped(prompt.nextStep())).append("</p>\n<p class=\"do\">");
      text.append(escaped(words.getProperty(name + ".do"))).append("</p></div></section>\n");
    }
    text.append("<ul>\n");
    for (int i = 1; words.containsKey("always." + i); i++) {
      text.append("<li>").append(escaped(words.getProperty("always." + i))).append("</li>\n");
    }
    text.append("</ul>\n<footer>").append(escaped(words.getProperty("footer")));
    return text.append("</footer>\n</article>\n").toString();
  }

  private static String guide() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (Outcome outcome : Outcome.values()) {
      text.append(sign(outcome).replaceAll("\n *", "\n")).append('\n');
    }
    text.append("</svg>\n");
    for (String language : List.of("zh", "en")) {
      text.append(article(language));
    }
    return text.append("</body>\n</html>\n").toString();
  }

  @Test
  void guide_isTheGeneratedOne() throws IOException {
    GUIDE.requireIs(guide());
  }

  @Test
  void bothLanguages_sayTheSameThings() throws IOException {
    assertThat(words("en").keySet()).isEqualTo(words("zh").keySet());
  }
}
