package io.embed4j.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Groups of bars as an SVG file that stands alone, with a legend above and each bar's value on it.
 * Values begin at 0.
 *
 * @param title what the bars show, with the unit
 * @param groups labels below, such as kinds of models; at least one
 * @param series one colour each; at least one, five at most
 */
public record Bars(String title, List<String> groups, List<Series> series) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 320;
  private static final int LEFT = 12;
  private static final int TOP = 64;
  private static final int BOTTOM = 30;
  private static final double GAP = 0.25; // of a group's width
  private static final List<String> COLOURS =
      List.of("#9aa5b1", "#e08a2e", "#3a9d6e", "#2a7de1", "#8a5cc7");

  /**
   * Bars of one colour.
   *
   * @param values one a group, not negative; NaN where there is none
   * @param pattern of the number on a bar, such as "%.1f"
   */
  public record Series(String name, List<Double> values, String pattern) {}

  public Bars {
    if (groups.isEmpty() || series.isEmpty() || series.size() > COLOURS.size()) {
      throw new IllegalArgumentException(
          "bars need at least one group and 1 to %d series, but have %d and %d"
              .formatted(COLOURS.size(), groups.size(), series.size()));
    }
    for (Series one : series) {
      if (one.values.size() != groups.size()) {
        throw new IllegalArgumentException(
            "series %s must have a value for each of %d groups, but has %d"
                .formatted(one.name, groups.size(), one.values.size()));
      }
    }
  }

  /** Returns the file. */
  public String svg() {
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" \
            font-size="12" fill="#667" role="img">\
            """,
            WIDTH,
            HEIGHT));
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>",
            LEFT,
            Html.escape(title)));
    for (int i = 0; i < series.size(); i++) {
      int x = LEFT + i * (WIDTH - LEFT) / COLOURS.size();
      parts.add(square(x, COLOURS.get(i)));
      parts.add(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"42\">%s</text>",
              x + 16,
              Html.escape(series.get(i).name)));
    }
    double groupWidth = (double) (WIDTH - 2 * LEFT) / groups.size();
    for (int group = 0; group < groups.size(); group++) {
      double middle = LEFT + (group + 0.5) * groupWidth;
      parts.add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              middle,
              HEIGHT - 10,
              Html.escape(groups.get(group))));
      for (int i = 0; i < series.size(); i++) {
        addBar(group, i, groupWidth, parts);
      }
    }
    return String.join("\n", parts) + "\n</svg>\n";
  }

  private static String square(int x, String colour) {
    return String.format(
        Locale.ROOT, "<rect x=\"%d\" y=\"32\" width=\"11\" height=\"11\" fill=\"%s\"/>", x, colour);
  }

  private void addBar(int group, int i, double groupWidth, List<String> parts) {
    double value = series.get(i).values.get(group);
    if (Double.isNaN(value)) {
      return;
    }
    double width = groupWidth * (1 - GAP) / series.size();
    double x = LEFT + group * groupWidth + groupWidth * GAP / 2 + i * width;
    double height = value / greatest() * (HEIGHT - TOP - BOTTOM - 10);
    double y = HEIGHT - BOTTOM - height;
    parts.add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            x,
            y,
            width - 2,
            height,
            COLOURS.get(i)));
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"middle\">%s</text>",
            x + width / 2 - 1,
            y - 4,
            String.format(Locale.ROOT, series.get(i).pattern, value)));
  }

  /** Returns the greatest value, or 1 if all are 0. */
  private double greatest() {
    double greatest =
        series.stream()
            .flatMap(one -> one.values.stream())
            .filter(value -> !value.isNaN())
            .mapToDouble(value -> value)
            .max()
            .orElse(0);
    return greatest > 0 ? greatest : 1;
  }
}
