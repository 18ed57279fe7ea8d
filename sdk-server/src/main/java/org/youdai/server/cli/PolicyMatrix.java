package org.youdai.server.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ruling;
import org.youdai.server.venue.Venue;

/** What a policy grants at one instant: every kind of venue by every age, with the legal basis. */
final class PolicyMatrix {
  private final BenefitPolicy policy;
  private final Instant at;
  private final List<Integer> ages = new ArrayList<>();

  PolicyMatrix(BenefitPolicy policy, Instant at) {
    this.policy = policy;
    this.at = at;
    ages.add(0); // everybody younger
    ages.addAll(Holder.AGE_TIERS);
  }

  private Ruling ruling(Venue venue, int age) {
    return policy.ruling(new Holder(DocumentKind.RESIDENT_ID_CARD, age, ""), venue.profile(), at);
  }

  private static String cell(Ruling ruling, Terminal terminal) {
    if (ruling instanceof Ruling.Granted granted) {
      Benefit benefit = granted.benefit();
      return terminal.text("benefit." + benefit.kind().name(), benefit.percent());
    }
    return terminal.text(
        ruling instanceof Ruling.Undetermined ? "matrix.undetermined" : "outcome.CHARGE");
  }

  private String band(int column) {
    if (column == 0) {
      return "< " + ages.get(1);
    }
    int from = ages.get(column);
    return column + 1 == ages.size() ? from + "+" : from + "–" + (ages.get(column + 1) - 1);
  }

  /** Returns the bases of all that is granted at a venue, each once. */
  private String bases(Venue venue) {
    List<String> bases = new ArrayList<>();
    for (int age : ages) {
      if (ruling(venue, age) instanceof Ruling.Granted granted
          && !bases.contains(granted.benefit().basis())) {
        bases.add(granted.benefit().basis());
      }
    }
    return String.join("; ", bases);
  }

  /** Returns the matrix as a table of text. */
  String toText(Terminal terminal) {
    int[] widths = new int[ages.size() + 1];
    widths[0] = 26;
    for (int i = 1; i < widths.length; i++) {
      widths[i] = 9;
    }
    TextTable table = new TextTable(widths);
    List<String> head = new ArrayList<>(List.of(terminal.text("matrix.venue")));
    for (int i = 0; i < ages.size(); i++) {
      head.add(band(i));
    }
    table.row(head);
    for (Venue venue : Venue.values()) {
      List<String> row = new ArrayList<>(List.of(terminal.text("venue." + venue.label())));
      for (int age : ages) {
        row.add(cell(ruling(venue, age), terminal));
      }
      table.row(row);
    }
    return table.toString();
  }

  /** Returns the matrix as a page of its own, in both languages. */
  String toHtml(Terminal terminal) {
    Terminal zh = terminal.in(Locale.CHINESE);
    Terminal en = terminal.in(Locale.ENGLISH);
    String day = at.atZone(BenefitPolicy.ZONE).toLocalDateTime().toString().replace('T', ' ');
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <style>
        body { font: 18px/1.5 system-ui, sans-serif; margin: 2em; color: #111; background: #fff; }
        div { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { border: 1px solid #666; padding: .5em .7em; text-align: center; }
        th[scope=row], td.basis { text-align: left; }
        th[scope=col] { white-space: nowrap; }
        small { display: block; color: #333; }
        .granted { background: #d8f0d8; font-weight: bold; }
        .none { color: #444; }
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>%2$s<br>%3$s</p>
        <div><table>
        <thead><tr><th scope="col">%4$s<small>%5$s</small></th>"""
            .formatted(
                escape(policy.title()),
                escape(zh.text("matrix.note", policy.version(), day)),
                escape(en.text("matrix.note", policy.version(), day)),
                escape(zh.text("matrix.venue")),
                escape(en.text("matrix.venue"))));
    for (int i = 0; i < ages.size(); i++) {
      html.append("<th scope=\"col\">").append(escape(band(i))).append("</th>");
    }
    html.append("<th scope=\"col\">").append(escape(zh.text("matrix.basis")));
    html.append("<small>")
        .append(escape(en.text("matrix.basis")))
        .append("</small></th></tr></thead>\n<tbody>\n");
    for (Venue venue : Venue.values()) {
      html.append("<tr><th scope=\"row\">").append(escape(zh.text("venue." + venue.label())));
      html.append("<small>")
          .append(escape(en.text("venue." + venue.label())))
          .append("</small></th>");
      for (int age : ages) {
        Ruling ruling = ruling(venue, age);
        html.append(
            ruling instanceof Ruling.Granted ? "<td class=\"granted\">" : "<td class=\"none\">");
        html.append(escape(cell(ruling, zh)));
        html.append("<small>").append(escape(cell(ruling, en))).append("</small></td>");
      }
      html.append("<td class=\"basis\">").append(escape(bases(venue))).append("</td></tr>\n");
    }
    return html.append("</tbody>\n</table></div>\n</body>\n</html>\n").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
