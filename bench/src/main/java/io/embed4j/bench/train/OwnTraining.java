package io.embed4j.bench.train;

import io.embed4j.bench.SpeedReport;
import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.Optimizer;
import java.util.Optional;

/** Our training, on the threads of workers. */
final class OwnTraining implements TrainingEngine {
  private final TrainingTask task;
  private final TokenBatch batch;
  private final Workers workers;
  private final SpeedReport report;
  private final Training training;
  private final Optimizer optimizer;

  OwnTraining(TrainingTask task, Workers workers, SpeedReport report) {
    this.task = task;
    this.batch = task.batch();
    this.workers = workers;
    this.report = report;
    this.training = Training.of(new Workspace(workers));
    this.optimizer = new Optimizer(AdamW.defaults(), task.trainable().parameters());
  }

  @Override
  public Step step() {
    StatesTrace[] trace = new StatesTrace[1];
    double forward =
        Stopwatch.seconds(() -> trace[0] = task.trainable().model().trace(batch, training));
    double back =
        Stopwatch.seconds(
            () -> {
              trace[0].backward(task.dStates(), Optional.empty());
              training.space().releaseAll();
            });
    double[] norm = new double[1];
    double update = Stopwatch.seconds(() -> norm[0] = optimizer.step(1, 1, workers));
    return new Step(forward, back, update, norm[0]);
  }

  @Override
  public long peakBytes() {
    return report.peakBytes();
  }

  @Override
  public void close() {
    training.space().releaseAll();
  }
}
