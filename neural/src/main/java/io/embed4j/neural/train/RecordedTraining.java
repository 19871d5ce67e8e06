package io.embed4j.neural.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.DivergedException;
import io.embed4j.core.run.MetricsLog;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A {@link TrainingLoop} that writes checkpoints, metrics and the best model into a run folder, and
 * goes on where the checkpoint stands. Not thread-safe.
 */
public final class RecordedTraining {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String STEP = "step";

  private final RunFolder folder;
  private final TrainingLoop loop;
  private final MetricsLog metrics;

  /**
   * Brings loop and parameters to where the checkpoint of the folder stands, if there is one.
   *
   * @throws io.embed4j.core.error.ModelFormatException if the checkpoint is damaged or of another
   *     model
   */
  public RecordedTraining(RunFolder folder, TrainingLoop loop, Workers workers) {
    this.folder = folder;
    this.loop = loop;
    if (Files.exists(folder.checkpoint())) {
      TrainingCheckpoint.restore(folder.checkpoint(), loop, workers);
    }
    this.metrics = new MetricsLog(folder.metrics(), STEP, loop.isFresh() ? -1 : loop.steps());
  }

  /**
   * Trains until the end.
   *
   * @param stop asked between batches; a yes saves the state and ends the call
   * @param saveBest writes the model, which is the best so far
   * @param listener told of every validation, after everything has been written
   * @return whether training is finished; false if it was stopped
   * @throws DivergedException if loss or gradient is no finite number; the best model so far stays
   */
  public boolean train(
      Progress progress,
      BooleanSupplier stop,
      Runnable saveBest,
      Consumer<TrainingReport> listener) {
    long lastCheckpoint = System.nanoTime();
    if (loop.isFresh()) {
      note(loop.measure(), saveBest, listener);
    }
    while (!loop.isDone()) {
      TrainingReport report = part(progress, stop);
      if (!report.finished()) {
        checkpoint();
        return false;
      }
      note(report, saveBest, listener);
      if (System.nanoTime() - lastCheckpoint >= BETWEEN_CHECKPOINTS.toNanos()) {
        checkpoint();
        lastCheckpoint = System.nanoTime();
      }
    }
    checkpoint();
    return true;
  }

  private TrainingReport part(Progress progress, BooleanSupplier stop) {
    try {
      return loop.runPart(progress, stop);
    } catch (DivergedException e) {
      throw new DivergedException(
          e.getMessage() + "; " + folder.model() + " holds the best model before that");
    }
  }

  private void checkpoint() {
    TrainingCheckpoint.write(folder.checkpoint(), loop);
  }

  private void note(TrainingReport report, Runnable saveBest, Consumer<TrainingReport> listener) {
    if (report.isBest()) {
      saveBest.run();
    }
    ObjectNode line = MAPPER.createObjectNode().put(STEP, report.step());
    line.put("epochs", report.epochs());
    if (Double.isFinite(report.loss())) {
      line.put("loss", report.loss());
    }
    report.score().ifPresent(score -> line.put("score", score));
    metrics.add(line.put("seconds", report.seconds()));
    listener.accept(report);
  }

  /** Returns the loop. */
  public TrainingLoop loop() {
    return loop;
  }
}
