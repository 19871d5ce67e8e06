package io.embed4j.encode.compare;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.MaskedLanguageModel;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.Masking;
import io.embed4j.neural.train.Optimizer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * How fast a model is, by the fastest of several passes: what else a machine does only slows it.
 *
 * @param training tokens a second that a model learns from by guessing hidden ones: forward, back,
 *     and a step of the optimiser
 * @param inference tokens a second that a model makes states of
 */
record Speed(double training, double inference) {
  private static final int PASSES = 20;
  private static final double HIDDEN = 0.15;

  /**
   * Measures a model, which is not changed on disk.
   *
   * @param folder of the model
   * @param sequences a batch
   */
  static Speed of(Path folder, List<int[]> sequences, Workers workers) {
    MaskedLanguageModel model = Families.loadMaskedLanguageModel(folder, 1);
    TokenBatch batch = TokenBatch.of(sequences);
    Masking masking = new Masking(HIDDEN, 0, model.head().words().rows(), new BitSet());
    Masking.Masked masked = masking.apply(batch, Seeds.stream(1, "speed", 0));
    Optimizer optimizer = new Optimizer(AdamW.defaults(), model.trainable().parameters());
    Workspace space = new Workspace(workers);
    double forward = fastest(() -> model.trainable().model().forward(batch, workers));
    double step =
        fastest(
            () -> {
              model.lossAndGradients(masked, Training.of(space));
              optimizer.step(1, 1, workers);
            });
    return new Speed(batch.tokens() / step, batch.tokens() / forward);
  }

  private static double fastest(Runnable pass) {
    double fastest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < PASSES; i++) {
      long start = System.nanoTime();
      pass.run();
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
    }
    return fastest;
  }
}
