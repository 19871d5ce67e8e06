package io.embed4j.graph.train;

import io.embed4j.core.run.Schedule;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;

/**
 * Everything that can change the result of a training run, and nothing else. Two runs with equal
 * configs and equal graphs are equal to the bit, on any number of threads.
 *
 * @param model the interaction and its hyperparameters
 * @param dim embedding dimension; a complex model stores {@code 2 * dim} floats a row
 * @param reciprocal whether each relation has a second vector for its inverse
 * @param objective which candidates a true answer competes with
 * @param loss what a wrong score costs
 * @param optimizer how gradients change parameters
 * @param schedule how the learning rate changes
 * @param regularizer what a large parameter costs
 * @param relationPrediction weight of the auxiliary relation prediction, 0 for none
 * @param dropout shares of a query's components that are set to 0
 * @param initialization what parameters are before training
 * @param batchSize distinct queries a step (one-vs-all, k-vs-all) or triples a step
 *     (negative-sampling)
 * @param epochs passes over the training triples, at most
 * @param validation when to validate and when to stop
 * @param seed seed of every random choice
 */
public record TrainConfig(
    Interaction model,
    int dim,
    boolean reciprocal,
    Objective objective,
    Loss loss,
    Optimizer optimizer,
    Schedule schedule,
    Regularizer regularizer,
    double relationPrediction,
    Dropout dropout,
    Initialization initialization,
    int batchSize,
    int epochs,
    Validation validation,
    long seed) {
  public TrainConfig {
    require(dim > 0, "dim must be positive", dim);
    require(batchSize > 0, "batch-size must be positive", batchSize);
    require(epochs > 0, "epochs must be positive", epochs);
    require(
        relationPrediction >= 0, "relation-prediction must not be negative", relationPrediction);
  }

  /** Returns ComplEx with N3, grouped 1-vs-all: the setting that does well on most graphs. */
  public static TrainConfig defaults() {
    return new TrainConfig(
        new ComplEx(),
        100,
        true,
        new Objective.OneVsAll(),
        new Loss.CrossEntropy(0),
        new Optimizer.Adagrad(0.1, false),
        new Schedule(0, new Schedule.Decay.Constant()),
        new Regularizer.N3(0.15),
        0,
        new Dropout(0, 0),
        new Initialization.Normal(1e-3),
        500,
        20,
        new Validation(5, 0, 0),
        1);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
