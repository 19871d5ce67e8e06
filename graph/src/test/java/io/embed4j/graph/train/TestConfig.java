package io.embed4j.graph.train;

import io.embed4j.core.run.Schedule;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;

/** Configurations for tests: change the fields that matter, leave the rest. */
final class TestConfig {
  final Interaction model;
  int dim = 6;
  boolean reciprocal;
  Objective objective = new Objective.OneVsAll();
  Loss loss = new Loss.CrossEntropy(0);
  Optimizer optimizer = new Optimizer.Adagrad(0.1, false);
  Regularizer regularizer = new Regularizer.None();
  double relationPrediction;
  Dropout dropout = new Dropout(0, 0);
  Initialization initialization = new Initialization.Uniform(1);
  int batchSize = 1000;
  int epochs = 1;
  long seed = 7;

  TestConfig(Interaction model) {
    this.model = model;
  }

  TrainConfig build() {
    return new TrainConfig(
        model,
        dim,
        reciprocal,
        objective,
        loss,
        optimizer,
        new Schedule(0, new Schedule.Decay.Constant()),
        regularizer,
        relationPrediction,
        dropout,
        initialization,
        batchSize,
        epochs,
        new Validation(0, 0, 0),
        seed);
  }
}
