package io.embed4j.encode.audio.train;

import io.embed4j.neural.family.ResNetShape;
import java.util.List;

/**
 * Everything that can change the result of a training, and nothing else.
 *
 * @param epochs times that each sound is seen
 * @param batchSize sounds of a step, at least 2: a sound needs others of its class beside it
 * @param learningRate the highest, from which it falls along half a cosine
 * @param decay of weights a step, times the learning rate
 * @param temperature of {@link io.embed4j.encode.tune.loss.SupervisedContrastive}
 * @param shape of the encoder
 * @param projection length of the vectors that are compared, which only training has
 * @param augment what is done to each spectrogram
 * @param seed of every random choice; two trainings with equal settings are equal, on any number of
 *     threads
 */
public record AudioTrainConfig(
    int epochs,
    int batchSize,
    double learningRate,
    double decay,
    double temperature,
    ResNetShape shape,
    int projection,
    SpecAugment augment,
    long seed) {
  public AudioTrainConfig {
    if (epochs < 1 || batchSize < 2 || projection < 1) {
      throw new IllegalArgumentException(
          "epochs and projection must be at least 1, batchSize at least 2, but are %d, %d, %d"
              .formatted(epochs, projection, batchSize));
    }
  }

  /** Returns what suits some thousands of spoken words, and takes minutes on two cores. */
  public static AudioTrainConfig defaults() {
    return new AudioTrainConfig(
        30,
        100,
        3e-3,
        1e-2,
        0.1,
        new ResNetShape(1, 16, false, List.of(32, 64, 128), List.of(1, 1, 1)),
        64,
        SpecAugment.defaults(),
        1);
  }

  /** Returns the same with another number of epochs. */
  public AudioTrainConfig withEpochs(int other) {
    return new AudioTrainConfig(
        other, batchSize, learningRate, decay, temperature, shape, projection, augment, seed);
  }

  /** Returns the same with another seed. */
  public AudioTrainConfig withSeed(long other) {
    return new AudioTrainConfig(
        epochs, batchSize, learningRate, decay, temperature, shape, projection, augment, other);
  }
}
