package io.embed4j.encode.image.train;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.run.Schedule;
import io.embed4j.neural.train.AdamW;

/**
 * Everything that can change the result of training an encoder of pictures on given ones, and
 * nothing else.
 *
 * @param positives what makes two views belong together
 * @param temperature of the loss, above 0
 * @param augmentation of each view
 * @param epochs how often each picture is seen, at least 1
 * @param batch pictures of a step, at least 2
 * @param optimizer how a gradient changes the parameters
 * @param schedule how the learning rate changes; not a plateau
 * @param seed of every random choice; two runs of equal settings and pictures are equal, on any
 *     number of threads
 */
public record ImageTrainConfig(
    Positives positives,
    double temperature,
    Augmentation augmentation,
    int epochs,
    int batch,
    AdamW optimizer,
    Schedule schedule,
    long seed) {
  /** What makes two views belong together. */
  public enum Positives {
    /** The same label: Khosla et al. 2020. */
    LABELS,
    /** The same picture, of which there are two views: SimCLR, Chen et al. 2020. */
    VIEWS
  }

  public ImageTrainConfig {
    require(temperature > 0, "temperature", "must be above 0", temperature);
    require(epochs >= 1, "epochs", "must be at least 1", epochs);
    require(batch >= 2, "batch", "must be at least 2", batch);
    require(
        !(schedule.decay() instanceof Schedule.Decay.Plateau),
        "schedule.decay",
        "must be constant, linear or cosine",
        "plateau");
  }
}
