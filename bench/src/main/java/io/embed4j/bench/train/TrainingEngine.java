package io.embed4j.bench.train;

/** What trains a BERT: ours or another's. */
interface TrainingEngine extends AutoCloseable {
  /**
   * What a step has taken.
   *
   * @param forward seconds, as {@code back} and {@code optimizer}
   * @param norm length of the gradient, by which engines that compute the same are known
   */
  record Step(double forward, double back, double optimizer, double norm) {
    double seconds() {
      return forward + back + optimizer;
    }
  }

  /** Does a step. */
  Step step();

  /** Returns the most memory that its process has held. */
  long peakBytes();

  @Override
  void close();
}
