package io.embed4j.graph.train;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures how long an epoch takes by training a throw-away model for a few seconds. */
public final class TimeEstimate {
  private static final double SECONDS = 4;

  private TimeEstimate() {}

  /**
   * Returns the seconds an epoch would take here and now; takes about four seconds, or one epoch if
   * that is shorter.
   */
  public static double secondsPerEpoch(
      KnowledgeGraph graph, TrainConfig config, Workers workers, Progress progress) {
    Trainer trainer = new Trainer(graph, config, workers, _ -> 0);
    AtomicInteger batches = new AtomicInteger(1);
    long start = System.nanoTime();
    // the first half warms the compiler up
    trainer.runEpoch(progress, () -> (System.nanoTime() - start) / 1e9 > SECONDS / 2);
    Snapshot.Counters warm = trainer.snapshot().counters();
    if (warm.batch() == 0) {
      return warm.trainSeconds();
    }
    trainer.runEpoch(
        (label, done, total, note) -> batches.set((int) total),
        () -> (System.nanoTime() - start) / 1e9 > SECONDS);
    Snapshot.Counters end = trainer.snapshot().counters();
    if (end.batch() == 0) {
      return end.trainSeconds();
    }
    double perBatch =
        (end.epochSeconds() - warm.epochSeconds()) / Math.max(1, end.batch() - warm.batch());
    return perBatch * batches.get();
  }
}
