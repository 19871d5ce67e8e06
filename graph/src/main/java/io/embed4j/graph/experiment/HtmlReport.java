package io.embed4j.graph.experiment;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A page about a run: curves, figures and settings. It is one file that needs nothing beside it.
 * The run folder may be that of a run that is under way or was killed.
 */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{title}</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
             padding: 0 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; } td { padding: .15rem 1.5rem .15rem 0; }
      td + td { font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; }
      svg text { font-size: 11px; fill: currentColor; opacity: .7; }
      svg .grid { stroke: currentColor; opacity: .15; }
      svg polyline { fill: none; stroke: #2a7de1; stroke-width: 1.5; }
      svg circle { fill: #2a7de1; }
      pre { padding: .8rem 1rem; overflow-x: auto; border: 1px solid #8884; border-radius: 6px; }
      </style>
      </head>
      <body>
      <h1>{title}</h1>
      """;

  private HtmlReport() {}

  /**
   * Writes the report of a run from its metrics and settings, as far as they are there, and returns
   * its path.
   *
   * @param finalMetrics figures of the finished model by name, such as "test mrr"; may be empty
   */
  public static Path write(RunFolder run, Map<String, Double> finalMetrics) {
    AtomicFile.writeText(run.report(), html(run, finalMetrics));
    return run.report();
  }

  private static String html(RunFolder run, Map<String, Double> finalMetrics) {
    EpochLines log = EpochLines.read(run.metrics());
    String name = String.valueOf(run.path().toAbsolutePath().normalize().getFileName());
    StringBuilder page = new StringBuilder(HEAD.replace("{title}", Html.escape(name)));
    Map<String, String> figures = new LinkedHashMap<>();
    finalMetrics.forEach((key, value) -> figures.put(key, ResultTable.figure(value)));
    figures.putAll(summary(log));
    page.append(table(figures));
    page.append(section("Loss", log, EpochLines.Epoch::loss));
    page.append(section("Validation MRR", log, EpochLines.Epoch::validationMrr));
    config(run.config())
        .ifPresent(text -> page.append("<h2>Settings</h2>\n<pre>" + text + "</pre>\n"));
    return page.append("</body>\n</html>\n").toString();
  }

  /** Returns what the epochs add up to. */
  private static Map<String, String> summary(EpochLines log) {
    List<EpochLines.Epoch> epochs = log.epochs();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("epochs", Integer.toString(epochs.size()));
    epochs.stream()
        .filter(epoch -> Double.isFinite(epoch.validationMrr()))
        .max(Comparator.comparingDouble(EpochLines.Epoch::validationMrr))
        .ifPresent(
            best ->
                figures.put(
                    "best validation MRR",
                    String.format(
                        Locale.ROOT, "%.4f, epoch %d", best.validationMrr(), best.number())));
    figures.put("training", time(epochs, EpochLines.Epoch::seconds));
    figures.put("validation", time(epochs, EpochLines.Epoch::validationSeconds));
    if (!log.unreadable().isEmpty()) {
      figures.put("unreadable lines of metrics.jsonl", log.unreadable().toString());
    }
    return figures;
  }

  private static String time(
      List<EpochLines.Epoch> epochs, ToDoubleFunction<EpochLines.Epoch> part) {
    return ResultTable.duration(epochs.stream().mapToDouble(part).sum());
  }

  private static String table(Map<String, String> figures) {
    StringBuilder table = new StringBuilder("<table>\n");
    figures.forEach(
        (key, value) ->
            table
                .append("<tr><td>" + Html.escape(key) + "</td><td>")
                .append(Html.escape(value) + "</td></tr>\n"));
    return table.append("</table>\n").toString();
  }

  private static String section(
      String title, EpochLines log, ToDoubleFunction<EpochLines.Epoch> value) {
    List<Chart.Point> points =
        log.epochs().stream()
            .map(epoch -> new Chart.Point(epoch.number(), value.applyAsDouble(epoch)))
            .filter(point -> Double.isFinite(point.y()))
            .toList();
    String body =
        points.isEmpty() ? "<p>None yet.</p>" : new Chart(title + " by epoch", points).svg();
    return "<h2>" + title + "</h2>\n" + body + "\n";
  }

  private static Optional<String> config(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Html.escape(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
