package io.embed4j.bench.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.TrainableModel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What everyone computes: a step of a new BERT of random numbers.
 *
 * @param sequences of random tokens, all of one length
 * @param dStates the gradient of a loss with respect to the last states, tokens × dim
 */
record TrainingTask(TrainableModel<TextModel> trainable, List<int[]> sequences, Matrix dStates) {
  static final BertSize SIZE = BertSize.miniLm();
  private static final double MOST_GRADIENT = 1e-4;

  static TrainingTask of(TrainingOptions options) {
    SplittableRandom random = new SplittableRandom(1);
    List<int[]> sequences =
        IntStream.range(0, options.batch())
            .mapToObj(i -> random.ints(options.length(), 0, SIZE.vocabulary()).toArray())
            .toList();
    Matrix dStates = Matrix.zeros(options.batch() * options.length(), SIZE.dim());
    for (int i = 0; i < dStates.data().length; i++) {
      dStates.data()[i] = (float) random.nextDouble(-MOST_GRADIENT, MOST_GRADIENT);
    }
    return new TrainingTask(SIZE.architecture().create(1), sequences, dStates);
  }

  TokenBatch batch() {
    return TokenBatch.of(sequences);
  }
}
