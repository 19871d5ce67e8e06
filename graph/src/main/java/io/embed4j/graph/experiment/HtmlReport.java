package io.embed4j.graph.experiment;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.report.Chart;
import io.embed4j.core.report.Page;
import io.embed4j.core.run.RunFolder;
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
    Map<String, String> figures = new LinkedHashMap<>();
    finalMetrics.forEach((key, value) -> figures.put(key, ResultTable.figure(value)));
    figures.putAll(summary(log));
    Page page =
        new Page(name)
            .table(figures)
            .chart("Loss", "epoch", points(log, EpochLines.Epoch::loss))
            .chart("Validation MRR", "epoch", points(log, EpochLines.Epoch::validationMrr));
    config(run.config()).ifPresent(text -> page.listing("Settings", text));
    return page.html();
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

  private static List<Chart.Point> points(
      EpochLines log, ToDoubleFunction<EpochLines.Epoch> value) {
    return log.epochs().stream()
        .map(epoch -> new Chart.Point(epoch.number(), value.applyAsDouble(epoch)))
        .toList();
  }

  private static Optional<String> config(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
