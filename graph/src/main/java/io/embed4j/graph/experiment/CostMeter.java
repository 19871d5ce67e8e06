package io.embed4j.graph.experiment;

import io.embed4j.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A stopwatch that also knows the memory of the process. Thread-safe. */
public final class CostMeter {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private final long started = System.nanoTime();
  private final int cores;
  private final double earlierSeconds;

  private CostMeter(int cores, double earlierSeconds) {
    this.cores = cores;
    this.earlierSeconds = earlierSeconds;
  }

  /**
   * Returns a running meter.
   *
   * @param cores how many the work is given, at least 1
   */
  public static CostMeter start(int cores) {
    return new CostMeter(cores, 0);
  }

  /**
   * Returns a running meter that counts what the epochs of a run have taken in earlier processes.
   *
   * @param cores how many the work is given, at least 1
   * @param run a run, also one that has not begun
   */
  public static CostMeter resume(int cores, RunFolder run) {
    double seconds =
        EpochLines.read(run.metrics()).epochs().stream()
            .mapToDouble(epoch -> epoch.seconds() + epoch.validationSeconds())
            .sum();
    return new CostMeter(cores, seconds);
  }

  /** Returns the cost since the start. */
  public Result.Cost soFar() {
    long millis = (System.nanoTime() - started) / 1_000_000;
    return new Result.Cost(cores, earlierSeconds + millis / 1e3, peakMemoryBytes());
  }

  /**
   * Returns the most memory that this process has held since it began: its resident set where the
   * system tells (Linux), else the present heap.
   */
  static long peakMemoryBytes() {
    return residentPeakBytes().orElseGet(() -> Runtime.getRuntime().totalMemory());
  }

  /** The line is "VmHWM: 123456 kB". */
  private static Optional<Long> residentPeakBytes() {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
    } catch (IOException e) { // a figure less is no reason to fail
      return Optional.empty();
    }
  }
}
