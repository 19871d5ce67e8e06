package io.embed4j.bench;

import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The figures of one benchmark, on their way into a result file. */
public final class SpeedReport {
  private final String kind;
  private final String data;
  private final String model;
  private final long seed;
  private final CostMeter meter;
  private final String commit = Commit.of(home());
  private final Map<String, Double> figures = new LinkedHashMap<>();

  /** Starts the clock; {@code cores} is the most that the benchmark uses at once. */
  public SpeedReport(String data, String model, int cores) {
    this("speed", data, model, cores, 1);
  }

  /**
   * Starts the clock of a benchmark that does not measure speed alone.
   *
   * @param kind of its result, such as "probe"
   * @param seed of its random numbers
   */
  public SpeedReport(String kind, String data, String model, int cores, long seed) {
    this.kind = kind;
    this.data = data;
    this.model = model;
    this.seed = seed;
    this.meter = CostMeter.start(cores);
  }

  private static Path home() {
    return Path.of(System.getProperty("embed4j.home", "."));
  }

  /** Keeps a figure and returns it. */
  public double record(String name, double figure) {
    figures.put(name, figure);
    return figure;
  }

  /** Returns the most memory that this process has held since it began. */
  public long peakBytes() {
    return meter.soFar().peakMemoryBytes();
  }

  /**
   * Writes the result file NAME.json.
   *
   * @param command what was typed
   * @param peer what the first figure is compared with
   */
  public void write(Path file, String command, Optional<Result.Peer> peer) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    Result.Cost cost = meter.soFar();
    ResultFile.write(
        folder, new Result(name, kind, data, model, figures, peer, command, seed, cost, commit));
    System.out.printf("%nwritten to %s%n", ResultFile.path(folder, name));
  }
}
