// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars in groups on a logarithmic scale, as SVG: a page takes it over as it is. */
public final class BarChart {
  private static final List<String> COLORS =
      List.of("#7f8c8d", "#c0822b", "#1f6f8b", "#2e9e6b", "#8e5ea2", "#b03a48", "#4a4a4a");
  private static final int WIDTH = 820;
  private static final int LEFT = 190;
  private static final int RIGHT = 90;
  private static final int BAR = 14;
  private static final int GAP = 12;
  private static final int TOP = 64;

  private final String title;
  private final List<String> bars;
  private final List<String> groups = new ArrayList<>();
  private final List<List<Double>> values = new ArrayList<>();

  /** A chart without groups yet, each of which will have these bars. */
  public BarChart(String title, List<String> bars) {
    this.title = title;
    this.bars = List.copyOf(bars);
  }

  /**
   * Adds a group.
   *
   * @param lengths of its bars, positive; NaN where nothing was measured
   */
  public void group(String name, List<Double> lengths) {
    groups.add(name);
    values.add(List.copyOf(lengths));
  }

  /** The picture. */
  public String toSvg() {
    int height = TOP + groups.size() * (bars.size() * BAR + GAP) + 24;
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH,
        height,
        WIDTH);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add(svg, "<text x=\"10\" y=\"20\" font-size=\"15\">%s</text>", escaped(title));
    addLegend(svg);
    addScale(svg, height);
    for (int i = 0; i < groups.size(); i++) {
      addGroup(svg, i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void addLegend(StringBuilder svg) {
    int x = 10;
    for (int i = 0; i < bars.size(); i++) {
      add(svg, "<rect x=\"%d\" y=\"32\" width=\"10\" height=\"10\" fill=\"%s\"/>", x, color(i));
      add(svg, "<text x=\"%d\" y=\"41\">%s</text>", x + 14, escaped(bars.get(i)));
      x += 34 + 7 * bars.get(i).length();
    }
  }

  private void addScale(StringBuilder svg, int height) {
    for (double mark = least(); mark <= most(); mark *= 10) {
      double x = LEFT + length(mark);
      add(
          svg,
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
          x,
          TOP - 8,
          x,
          height - 20);
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" fill=\"#666666\" text-anchor=\"middle\">%s</text>",
          x,
          height - 6,
          MarkdownTable.rate(mark));
    }
  }

  private void addGroup(StringBuilder svg, int group) {
    int top = TOP + group * (bars.size() * BAR + GAP);
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
        LEFT - 8,
        top + bars.size() * BAR / 2 + 4,
        escaped(groups.get(group)));
    for (int i = 0; i < bars.size(); i++) {
      double value = values.get(group).get(i);
      int y = top + i * BAR;
      double width = Double.isNaN(value) ? 0 : length(value);
      add(
          svg,
          "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
          LEFT,
          y + 1,
          width,
          BAR - 2,
          color(i));
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%s</text>",
          LEFT + width + 5,
          y + 11,
          MarkdownTable.rate(value));
    }
  }

  /** The power of ten below all. */
  private double least() {
    double least =
        values.stream()
            .flatMap(List::stream)
            .filter(value -> !value.isNaN())
            .min(Double::compare)
            .orElse(1.0);
    return Math.pow(10, Math.floor(Math.log10(least) - 0.2));
  }

  private double most() {
    return values.stream()
        .flatMap(List::stream)
        .filter(value -> !value.isNaN())
        .max(Double::compare)
        .orElse(10.0);
  }

  private double length(double value) {
    return (WIDTH - LEFT - RIGHT) * Math.log10(value / least()) / Math.log10(most() / least());
  }

  private static String color(int bar) {
    return COLORS.get(bar % COLORS.size());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
