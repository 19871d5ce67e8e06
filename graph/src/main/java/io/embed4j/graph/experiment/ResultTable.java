package io.embed4j.graph.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The document that shows all results: one table for each kind, with a line a result; results of
 * kind {@code speed} have many figures, so each is a table of its own with a line a figure.
 */
public final class ResultTable {
  private static final String HEAD =
      """
      # Results

      Made by `./embed4j kg experiments table` from the files of
      [experiments/results](../experiments/results): change those, not this page. The program itself
      has written each of them; it holds the command, the seed and the commit. Link prediction is
      filtered, over both sides, all entities are candidates, ties count as their mean rank, and
      unseen entities are included. "Compared with" is somebody else's value of the first metric.
      """;

  private static final Comparator<Result> ORDER =
      Comparator.comparing(Result::data).thenComparing(Result::model).thenComparing(Result::name);

  private static final String SPEED = "speed";
  private static final String SHARE = "-share";

  private ResultTable() {}

  /** Returns the page as Markdown; the same results, in any order, give the same text. */
  public static String markdown(Collection<Result> results) {
    if (results.isEmpty()) {
      return HEAD + "\nThere are no results yet.\n";
    }
    Map<String, List<Result>> kinds =
        results.stream()
            .sorted(ORDER)
            .collect(Collectors.groupingBy(Result::kind, TreeMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder(HEAD);
    kinds.forEach(
        (kind, members) -> {
          page.append("\n## ").append(kind).append("\n");
          if (kind.equals(SPEED)) {
            members.forEach(result -> page.append(figures(result)));
          } else {
            page.append(table(members));
          }
        });
    return page.toString();
  }

  /** The figures of one result; that of NAME stands beside NAME-share, its share of a roofline. */
  private static String figures(Result result) {
    Map<String, String> about = cells(result, Set.of());
    StringBuilder text = new StringBuilder("\n### ").append(result.name()).append("\n\n");
    about.forEach((name, value) -> text.append(name).append(" ").append(value).append(" · "));
    text.setLength(text.length() - " · ".length());
    boolean shares = result.metrics().keySet().stream().anyMatch(name -> name.endsWith(SHARE));
    text.append(
        shares
            ? "\n\n| figure | value | share |\n|---|---|---|\n"
            : "\n\n| figure | value |\n|---|---|\n");
    result
        .metrics()
        .forEach(
            (name, value) -> {
              if (name.endsWith(SHARE)) {
                return;
              }
              Double share = result.metrics().get(name + SHARE);
              List<String> cells = new ArrayList<>(List.of(name, figure(value)));
              if (shares) {
                cells.add(share == null ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share));
              }
              text.append(row(cells));
            });
    return text.toString();
  }

  private static String table(List<Result> results) {
    Set<String> metrics = new LinkedHashSet<>();
    results.forEach(result -> metrics.addAll(result.metrics().keySet()));
    StringBuilder table = new StringBuilder("\n");
    Set<String> columns = new LinkedHashSet<>(List.of("data", "model"));
    columns.addAll(metrics);
    columns.addAll(List.of("compared with", "time", "memory", "cores", "file"));
    table.append(row(columns));
    table.append("|").append("---|".repeat(columns.size())).append("\n");
    for (Result result : results) {
      table.append(row(cells(result, metrics).values()));
    }
    return table.toString();
  }

  private static Map<String, String> cells(Result result, Set<String> metrics) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("data", result.data());
    cells.put("model", result.model());
    for (String metric : metrics) {
      Double value = result.metrics().get(metric);
      cells.put(metric, value == null ? "–" : figure(value));
    }
    cells.put("compared with", result.peer().map(ResultTable::peer).orElse("–"));
    cells.put("time", duration(result.cost().wallSeconds()));
    cells.put(
        "memory", String.format(Locale.ROOT, "%,d MiB", result.cost().peakMemoryBytes() >> 20));
    cells.put("cores", Integer.toString(result.cost().cores()));
    String file = result.name() + ".json";
    cells.put("file", "[" + result.name() + "](../experiments/results/" + file + ")");
    return cells;
  }

  private static String peer(Result.Peer peer) {
    boolean address = peer.source().startsWith("https://");
    String name = address ? "[" + peer.name() + "](" + peer.source() + ")" : peer.name();
    return figure(peer.figure()) + " " + name + (address ? "" : " (" + peer.source() + ")");
  }

  private static String row(Collection<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Returns a figure in three digits or more: 0.348, 18.2, 1,934,000. */
  static String figure(double value) {
    double size = Math.abs(value);
    String pattern = size >= 1000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }

  /** Returns a time in the unit that suits it: 21.4 s, 9.5 min, 2.4 h. */
  static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : seconds < 7200
            ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
