package io.embed4j.graph.train;

/**
 * The running form of an {@link Objective}: cuts an epoch into batches and turns a batch into
 * gradients.
 */
interface BatchObjective {
  /**
   * Shuffles for an epoch and returns its number of batches; epochs may be started in any order.
   */
  int startEpoch(int epoch);

  /**
   * Tells the factor of the learning rate in the batch to come; for objectives that update the
   * tables themselves, others need not know.
   */
  default void setRateFactor(double factor) {}

  /** Adds the gradients of a batch of the started epoch to cleared {@code gradients}. */
  BatchLoss addGradients(int batch, Gradients gradients);

  /**
   * What a batch cost.
   *
   * @param loss mean loss of a triple
   * @param penalty regularisation of a triple
   * @param triples triples in the batch, counted once per direction
   */
  record BatchLoss(double loss, double penalty, long triples) {}
}
