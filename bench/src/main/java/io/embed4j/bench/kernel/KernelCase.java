package io.embed4j.bench.kernel;

import io.embed4j.core.run.Workers;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One kernel on one size of data.
 *
 * @param name such as "sgemm-512x200x14541"
 * @param unit what its work is counted in
 * @param work how much of it one run does
 * @param bars what must be reached, by threads: a share of the roofline, or for element steps G/s
 *     per GFLOP/s of it
 * @param run does it once
 */
record KernelCase(
    String name, Unit unit, double work, Map<Integer, Double> bars, Consumer<Workers> run) {
  /** What work is counted in. */
  enum Unit {
    /** Multiplications and additions; a multiply-add is two. */
    OPERATIONS("GFLOP/s", 1e9),
    /** Elements of two vectors compared, or elements of one vector mapped. */
    STEPS("G elements/s", 1e9),
    /** Rows of a table. */
    ROWS("M rows/s", 1e6);

    private final String label;
    private final double scale;

    Unit(String label, double scale) {
      this.label = label;
      this.scale = scale;
    }

    String label() {
      return label;
    }

    double scale() {
      return scale;
    }
  }
}
