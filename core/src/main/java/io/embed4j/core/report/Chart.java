package io.embed4j.core.report;

import java.util.List;
import java.util.Locale;

/**
 * A curve as an SVG element: axes with round numbers, a line, and a dot for each point that shows
 * its values under the mouse.
 *
 * @param title what the curve shows
 * @param points at least one, by rising x, all finite; x counts something, such as epochs
 */
public record Chart(String title, List<Point> points) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 30;
  private static final int TICKS = 5;

  /** A point of a curve. */
  public record Point(double x, double y) {}

  public Chart {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a chart needs at least one point");
    }
    points = List.copyOf(points);
  }

  /** Returns the element. */
  public String svg() {
    Axis x = axis(points.stream().mapToDouble(Point::x).toArray(), 1);
    Axis y = axis(points.stream().mapToDouble(Point::y).toArray(), 0);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH,
            HEIGHT,
            Html.escape(title)));
    for (double tick = y.firstTick(); tick <= y.lastTick(); tick += y.step()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%s</text>\n",
              LEFT,
              down(y, tick),
              WIDTH - RIGHT,
              LEFT - 6,
              down(y, tick) + 4,
              y.label(tick)));
    }
    for (double tick = x.firstTick(); tick <= x.lastTick(); tick += x.step()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
              across(x, tick),
              HEIGHT - 10,
              x.label(tick)));
    }
    StringBuilder line = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Point point : points) {
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(x, point.x), down(y, point.y)));
      dots.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>%s: %.4g</title></circle>\n",
              across(x, point.x),
              down(y, point.y),
              x.label(point.x),
              point.y));
    }
    svg.append(String.format(Locale.ROOT, "<polyline points=\"%s\"/>\n", line.toString().strip()));
    return svg.append(dots).append("</svg>").toString();
  }

  private static double across(Axis axis, double value) {
    return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double down(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static Axis axis(double[] values, double leastStep) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low == high) { // a single value stands in the middle
      double margin = low == 0 ? 1 : Math.abs(low) / 2;
      low -= margin;
      high += margin;
    }
    return new Axis(low, high, Math.max(leastStep, roundStep((high - low) / TICKS)));
  }

  /** Returns 1, 2 or 5 times a power of ten, the least that is not below {@code step}. */
  private static double roundStep(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double digit : new double[] {1, 2, 5}) {
      if (digit * power >= step) {
        return digit * power;
      }
    }
    return 10 * power;
  }

  /**
   * A direction of the chart.
   *
   * @param start value at its beginning
   * @param end value at its end, greater
   * @param step from one labelled value to the next
   */
  private record Axis(double start, double end, double step) {
    double share(double value) {
      return (value - start) / (end - start);
    }

    double firstTick() {
      return Math.ceil(start / step) * step;
    }

    /** The sum of many steps may be a little above the end. */
    double lastTick() {
      return end + step * 1e-6;
    }

    String label(double value) {
      int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
  }
}
