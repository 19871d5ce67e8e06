package io.embed4j.bench.train;

/**
 * What to measure, and how often.
 *
 * @param batch sequences of a step
 * @param length tokens of a sequence
 * @param steps that are measured, after as many that are not
 */
public record TrainingOptions(int batch, int length, int steps) {
  public TrainingOptions {
    requirePositive("--batch", batch);
    requirePositive("--length", length);
    requirePositive("--steps", steps);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
