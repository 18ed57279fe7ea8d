package org.youdai.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a report has found, as files. */
record Findings(
    Machine machine,
    String length,
    Claims claims,
    List<Figure> figures,
    Map<Start.Way, List<Start.Run>> starts) {
  private static final String BEGIN = "<!-- figures: written by benchmarks/run --docs -->";
  private static final String END = "<!-- end of figures -->";
  private static final int[] DECISIONS = {1, 10, 100};

  /** Writes {@code index.html}, {@code claims.json} and {@code figures.csv}. */
  void write(Path folder) throws IOException {
    writeClaims(folder.resolve("claims.json"));
    writeFigures(folder.resolve("figures.csv"));
    Files.writeString(folder.resolve("index.html"), page());
  }

  private void writeClaims(Path file) throws IOException {
    try (BufferedWriter text = Files.newBufferedWriter(file);
        JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("machine", machine.toString());
      json.writeStringField("jdk", Runtime.version().toString());
      json.writeStringField("length", length);
      json.writeArrayFieldStart("claims");
      for (Claim claim : claims.all()) {
        json.writeStartObject();
        json.writeStringField("what", claim.what());
        json.writeNumberField("ours", claim.ours());
        if (!Double.isNaN(claim.theirs())) {
          json.writeNumberField("theirs", claim.theirs());
        }
        json.writeStringField("unit", claim.unit());
        json.writeNumberField("ratio", claim.ratio());
        json.writeStringField("bar", claim.barText());
        json.writeBooleanField("holds", claim.holds());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("leftOut");
      for (String what : claims.leftOut()) {
        json.writeString(what);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void writeFigures(Path file) throws IOException {
    StringBuilder rows =
        new StringBuilder("suite,method,params,jdk,threads,unit,p50,p90,p99,p99.9,bytes\n");
    for (Figure figure : figures) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%d,%s,%.3f,%.3f,%.3f,%.3f,%.0f%n",
              figure.suite(),
              figure.method(),
              String.join(" ", figure.params().values()),
              figure.jdk(),
              figure.threads(),
              figure.unit(),
              figure.median(),
              figure.percentiles().get(90.0),
              figure.percentiles().get(99.0),
              figure.percentiles().get(99.9),
              figure.allocated()));
    }
    Files.writeString(file, rows);
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Youdai: speed</title><style>
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 64em; margin: 2em auto; padding: 0 1em }
        table { border-collapse: collapse } td, th { padding: .2em .7em; border-bottom: 1px solid #ccc; text-align: left; white-space: nowrap }
        .short { background: #fdd } img { width: 100% }
        </style></head><body><h1>Youdai: speed</h1>
        """);
    page.append("<p>").append(html(machine.toString())).append("<br>JDK ");
    page.append(Runtime.version()).append("; ").append(html(length)).append("</p>\n");
    page.append(
        "<p>Medians. A ratio is of one run; a figure in microseconds tells of the machine.");
    page.append("</p>\n<table><tr><th>what</th><th>ours</th><th>theirs</th><th>unit</th>");
    page.append("<th>ratio</th><th>bar</th><th></th></tr>\n");
    for (Claim claim : claims.all()) {
      page.append(claim.holds() ? "<tr>" : "<tr class=\"short\">");
      for (String cell : cells(claim)) {
        page.append("<td>").append(html(cell)).append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
    claims
        .leftOut()
        .forEach(what -> page.append("<p>Left out: ").append(html(what)).append("</p>"));
    for (String chart : Charts.draw(figures, starts)) {
      String encoded = Base64.getEncoder().encodeToString(chart.getBytes(StandardCharsets.UTF_8));
      page.append("<p><img alt=\"\" src=\"data:image/svg+xml;base64,")
          .append(encoded)
          .append("\"></p>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static List<String> cells(Claim claim) {
    return List.of(
        claim.what(),
        Claim.number(claim.ours()),
        Claim.number(claim.theirs()),
        claim.unit(),
        Claim.number(claim.ratio()),
        claim.barText(),
        claim.verdict());
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** Writes the figures between the two marks of a page. */
  void writeDocs(Path page) throws IOException {
    new MarkedPart(page, BEGIN, END).write(markdown());
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(machine).append("; JDK ").append(Runtime.version()).append("; ").append(length);
    text.append(
        ".\n\n| what | ours | theirs | unit | ratio | bar | |\n|---|---|---|---|---|---|---|\n");
    claims.all().forEach(claim -> row(text, cells(claim)));
    claims.leftOut().forEach(what -> text.append("\nLeft out: ").append(what).append(".\n"));
    text.append("\n| suite | what | JDK | threads | p50 | p99 | unit | bytes |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (Figure figure : figures) {
      row(
          text,
          List.of(
              figure.suite(),
              (figure.method() + " " + String.join(" ", figure.params().values())).strip(),
              String.valueOf(figure.jdk()),
              String.valueOf(figure.threads()),
              Claim.number(figure.median()),
              Claim.number(figure.percentiles().getOrDefault(99.0, Double.NaN)),
              figure.unit(),
              String.format(Locale.ROOT, "%,.0f", figure.allocated())));
    }
    text.append("\n| start | to decision 1, ms | to 10 | to 100 | slowest decision |\n");
    text.append("|---|---|---|---|---|\n");
    starts.forEach((way, runs) -> row(text, startCells(way, runs)));
    return text.toString();
  }

  private static List<String> startCells(Start.Way way, List<Start.Run> runs) {
    List<String> cells = new ArrayList<>(List.of(way.toString()));
    for (int decisions : DECISIONS) {
      cells.add(Claim.number(Start.median(runs, decisions)));
    }
    cells.add(Claim.number(Start.slowest(runs)));
    return cells;
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
