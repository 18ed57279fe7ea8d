package org.youdai.benchmarks;

import java.awt.Color;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Element;

/** Figures as drawings: SVG, for a page to take in. */
final class Charts {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 340;
  private static final List<Class<?>> WITH_PEERS =
      List.of(
          Sm2Signature.class,
          Es256Signature.class,
          Ed25519Signature.class,
          HolderSignature.class,
          HealthCertificateToDecision.class);

  private final List<Figure> figures;
  private final List<String> drawn = new ArrayList<>();

  private Charts(List<Figure> figures) {
    this.figures = figures;
  }

  /** Draws all that there are figures for. */
  static List<String> draw(List<Figure> figures, Map<Start.Way, List<Start.Run>> starts) {
    Charts charts = new Charts(figures);
    charts.ratios();
    charts.distributions();
    charts.scaling();
    charts.starts(starts);
    return charts.drawn;
  }

  private void ratios() {
    for (Class<?> suite : WITH_PEERS) {
      Map<String, Map<String, Double>> byJdk = new TreeMap<>();
      for (Figure theirs : figures) {
        Figure ours = oursBeside(theirs);
        if (theirs.suite().equals(suite.getSimpleName()) && !theirs.method().equals("ours")) {
          String peer = theirs.method() + " " + String.join(" ", theirs.params().values());
          byJdk
              .computeIfAbsent("JDK " + theirs.jdk(), jdk -> new LinkedHashMap<>())
              .put(peer.strip(), theirs.median() / ours.median());
        }
      }
      bars(suite.getSimpleName() + ": times as long as ours", "ratio", byJdk, false);
    }
  }

  private Figure oursBeside(Figure theirs) {
    return figures.stream()
        .filter(
            figure ->
                figure.suite().equals(theirs.suite())
                    && figure.method().equals("ours")
                    && figure.params().equals(theirs.params())
                    && figure.jdk() == theirs.jdk())
        .findFirst()
        .orElse(theirs);
  }

  private void distributions() {
    Map<String, Map<String, Map<String, Double>>> charts = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (figure.unit().equals("us/op") && figure.percentiles().get(99.9) != null) {
        String title = "%s, JDK %d: distribution".formatted(subject(figure), figure.jdk());
        Map<String, Double> percentiles = new LinkedHashMap<>();
        figure.percentiles().forEach((percent, value) -> percentiles.put(percent + " %", value));
        charts.computeIfAbsent(title, none -> new TreeMap<>()).put(figure.method(), percentiles);
      }
    }
    charts.forEach(
        (title, series) -> {
          if (series.size() > 1) {
            bars(title, "us", series, true);
          }
        });
  }

  private static String subject(Figure figure) {
    return (figure.suite() + " " + String.join(" ", figure.params().values())).strip();
  }

  private void scaling() {
    Map<String, Map<String, Double>> series = new TreeMap<>();
    for (Figure figure : figures) {
      if (figure.isOf(SharedVerifier.class, "decision")) {
        series
            .computeIfAbsent(
                String.join(" ", figure.params().values()) + ", JDK " + figure.jdk(),
                name -> new TreeMap<>())
            .put(figure.threads() + " thread(s)", figure.median());
      }
    }
    bars("Decisions a second with one verifier", "a second", series, false);
  }

  private void bars(
      String title, String unit, Map<String, Map<String, Double>> series, boolean isLogarithmic) {
    if (series.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart.setYAxisTitle(unit);
    if (isLogarithmic) { // which has no 0 for bars to stand on
      chart.getStyler().setYAxisLogarithmic(true);
      chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
      chart.getStyler().setOverlapped(true);
      chart
          .getStyler()
          .setYAxisMin(
              series.values().stream()
                  .flatMap(values -> values.values().stream())
                  .mapToDouble(value -> value)
                  .min()
                  .orElseThrow());
    }
    chart.getStyler().setAvailableSpaceFill(0.7);
    // A chart takes the same categories for every series.
    List<String> categories = new ArrayList<>();
    series.values().forEach(values -> values.keySet().forEach(key -> addOnce(categories, key)));
    series.forEach(
        (name, values) ->
            chart.addSeries(
                name,
                categories,
                categories.stream().map(key -> values.getOrDefault(key, 0.0)).toList()));
    draw(chart);
  }

  private static void addOnce(List<String> categories, String category) {
    if (!categories.contains(category)) {
      categories.add(category);
    }
  }

  private void starts(Map<Start.Way, List<Start.Run>> starts) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("The first hundred decisions of a process")
            .xAxisTitle("decision")
            .yAxisTitle("ms")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    starts.forEach(
        (way, runs) -> {
          double[] millis = Start.each(runs);
          double[] numbers = new double[millis.length];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
          }
          chart.addSeries(way.toString(), numbers, millis).setMarker(SeriesMarkers.NONE);
        });
    draw(chart);
  }

  private void draw(Chart<?, ?> chart) {
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setDecimalPattern("#,##0.##");
    try {
      SVGGraphics2D svg =
          new SVGGraphics2D(
              DocumentBuilderFactory.newDefaultInstance()
                  .newDocumentBuilder()
                  .getDOMImplementation()
                  .createDocument("http://www.w3.org/2000/svg", "svg", null));
      chart.paint(svg, WIDTH, HEIGHT);
      Element root = svg.getRoot();
      root.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
      StringWriter text = new StringWriter();
      svg.stream(root, text, true, false);
      drawn.add(text.toString());
    } catch (SVGGraphics2DIOException | ParserConfigurationException impossible) {
      throw new IllegalStateException("an SVG cannot be written", impossible);
    }
  }
}
