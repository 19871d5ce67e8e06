package io.embed4j.encode.compare;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.report.Bars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tables and pictures of what contenders reached in one language, for a page in Markdown.
 *
 * @param language such as "en"
 * @param figures by name, by contender
 */
public record ComparisonPage(String language, Map<String, Map<String, Double>> figures) {
  private static final String RETRIEVAL = "scifact ndcg@10";

  /** Returns the pictures by the names of their files, which the tables refer to. */
  public Map<String, String> pictures() {
    List<String> names = List.copyOf(figures.keySet());
    Map<String, String> pictures = new LinkedHashMap<>();
    Bars quality =
        new Bars(
            "STS-B, " + language + ", test: Spearman · 100",
            names,
            List.of(
                series("tuned on pairs alone", Figures.SPEARMAN + Figures.ALONE, 100, "%.1f"),
                series("pre-trained before", Figures.SPEARMAN, 100, "%.1f")));
    pictures.put(language + "-quality.svg", quality.svg());
    List<String> quarters =
        IntStream.rangeClosed(1, Figures.QUARTERS).mapToObj(this::quarter).toList();
    List<Bars.Series> lengths = new ArrayList<>();
    figures.forEach(
        (name, of) ->
            lengths.add(
                new Bars.Series(
                    name,
                    IntStream.rangeClosed(1, Figures.QUARTERS)
                        .mapToObj(i -> 100 * figure(of, Figures.quarter(i)))
                        .toList(),
                    "%.0f")));
    Bars length =
        new Bars(
            "STS-B, " + language + ", test, by length in tokens: Spearman · 100",
            quarters,
            lengths);
    pictures.put(language + "-lengths.svg", length.svg());
    Bars speed =
        new Bars(
            "Thousand tokens a second, " + language,
            names,
            List.of(
                series("training", Figures.TRAINING, 1e-3, "%.0f"),
                series("inference", Figures.INFERENCE, 1e-3, "%.0f")));
    pictures.put(language + "-speed.svg", speed.svg());
    return pictures;
  }

  private Bars.Series series(String name, String figure, double factor, String pattern) {
    List<Double> values = figures.values().stream().map(of -> factor * figure(of, figure)).toList();
    return new Bars.Series(name, values, pattern);
  }

  private static double figure(Map<String, Double> of, String name) {
    return Math.max(0, of.getOrDefault(name, Double.NaN));
  }

  /** Returns what a quarter is, such as "6 to 9 tokens". */
  private String quarter(int number) {
    Map<String, Double> any = figures.values().iterator().next();
    double to = any.getOrDefault(Figures.longest(number), Double.NaN);
    if (number == 1) {
      return String.format(Locale.ROOT, "up to %.1f tokens", to);
    }
    double from = any.getOrDefault(Figures.longest(number - 1), Double.NaN);
    return String.format(Locale.ROOT, "%.1f to %.1f", from, to);
  }

  /**
   * Returns tables and pictures in Markdown.
   *
   * @param folder of the pictures, as the page sees it
   */
  public String markdown(String folder) {
    StringBuilder text = new StringBuilder();
    text.append(table("", mainColumns()));
    Map<String, Column> quarters = new LinkedHashMap<>();
    for (int i = 1; i <= Figures.QUARTERS; i++) {
      quarters.put(quarter(i), new Column(Figures.quarter(i), 100, "%.1f"));
    }
    text.append("\nSpearman · 100 by the length of the sentences, pre-trained:\n");
    text.append(table("", quarters));
    pictures()
        .keySet()
        .forEach(
            name ->
                text.append("\n![")
                    .append(name)
                    .append("](")
                    .append(folder)
                    .append('/')
                    .append(name)
                    .append(")\n"));
    return text.toString();
  }

  /** A figure in a table. */
  private record Column(String figure, double factor, String pattern) {}

  private Map<String, Column> mainColumns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("parameters", new Column("parameters", 1, "%,.0f"));
    columns.put("seeds", new Column(Figures.SEEDS, 1, "%.0f"));
    columns.put("STS-B", new Column(Figures.SPEARMAN + Figures.ALONE, 100, "%.1f"));
    columns.put("pre-trained", new Column(Figures.SPEARMAN, 100, "%.1f"));
    columns.put("gain", new Column(Figures.GAIN, 100, "%+.1f"));
    columns.put("least gain", new Column(Figures.LEAST_GAIN, 100, "%+.1f"));
    if (figures.values().stream().anyMatch(of -> of.containsKey(RETRIEVAL))) {
      columns.put("SciFact", new Column(RETRIEVAL + Figures.ALONE, 100, "%.1f"));
      columns.put("SciFact, pre-trained", new Column(RETRIEVAL, 100, "%.1f"));
    }
    columns.put("nats a hidden token", new Column(Figures.HELD_OUT, 1, "%.2f"));
    columns.put("training, tokens/s", new Column(Figures.TRAINING, 1, "%,.0f"));
    columns.put("inference, tokens/s", new Column(Figures.INFERENCE, 1, "%,.0f"));
    return columns;
  }

  private String table(String corner, Map<String, Column> columns) {
    StringBuilder table = new StringBuilder("\n| " + corner + " |");
    columns.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
    table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
    figures.forEach(
        (name, of) -> {
          table.append("| ").append(name).append(" |");
          columns.values().forEach(column -> table.append(' ').append(cell(of, column)));
          table.append('\n');
        });
    return table.toString();
  }

  private static String cell(Map<String, Double> of, Column column) {
    Double value = of.get(column.figure);
    return value == null
        ? "– |"
        : String.format(Locale.ROOT, column.pattern + " |", column.factor * value);
  }

  /**
   * Returns a page whose part about the language is replaced: what stands between {@code <!-- en:
   * begin -->} and {@code <!-- en: end -->}.
   *
   * @throws DataFormatException if the page has no such marks
   */
  public String replacedIn(String page, String folder) {
    String begin = "<!-- " + language + ": begin -->\n";
    String end = "<!-- " + language + ": end -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new DataFormatException("the page must have the lines " + begin + "and " + end);
    }
    return page.substring(0, from + begin.length()) + markdown(folder) + page.substring(to);
  }
}
