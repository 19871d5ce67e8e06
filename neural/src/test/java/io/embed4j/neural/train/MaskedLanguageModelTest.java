package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.Architecture.Recurrent;
import io.embed4j.neural.family.Architecture.Recurrent.Reading;
import io.embed4j.neural.family.Architecture.Recurrent.Unit;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.MaskedLanguageModel;
import io.embed4j.neural.family.TextFixture;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW.Decayed;
import io.embed4j.neural.train.Masking.Masked;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing hidden tokens, from the tokens to the step of the optimiser. */
final class MaskedLanguageModelTest {
  private static final int VOCABULARY = 500; // all fixtures have more
  private static final double STEP = 5e-3;

  private static MaskedLanguageModel load(String folder) {
    return Families.loadMaskedLanguageModel(TextFixture.root().resolve(folder), 3);
  }

  /** Sequences that count upward, so that there is something to guess. */
  private static Masked masked(int step) {
    SplittableRandom random = new SplittableRandom(step);
    List<int[]> sequences =
        IntStream.range(0, 12)
            .mapToObj(i -> random.nextInt(10, 40))
            .map(first -> IntStream.range(first, first + 20).toArray())
            .toList();
    Masking masking = new Masking(0.3, 4, VOCABULARY, new BitSet());
    return masking.apply(TokenBatch.of(sequences), Seeds.stream(1, "mask", step));
  }

  @Test
  void theTableOfWordsHasItsGradientFromBothEnds() {
    MaskedLanguageModel model = load("bert-mlm-checkpoint");
    Training training = Training.of(new Workspace(new Workers(2)));
    Masked masked = masked(0);
    model.lossAndGradients(masked, training);
    List<Parameter> parameters = model.trainable().parameters();
    List<float[]> gradients = parameters.stream().map(p -> p.gradient().clone()).toList();
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      float[] gradient = gradients.get(p);
      int largest =
          IntStream.range(0, gradient.length)
              .reduce(0, (i, j) -> Math.abs(gradient[j]) > Math.abs(gradient[i]) ? j : i);
      double expected = slope(model, masked, training, parameter, largest);
      assertThat((double) gradient[largest])
          .as(parameter.name())
          .isCloseTo(expected, within(1e-2 * Math.abs(expected) + 2e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-mlm-checkpoint", "roberta", "distilbert"})
  void theLossAloneIsThatOfTheWayBackAlsoAfterAStep(String folder) {
    MaskedLanguageModel model = load(folder);
    train(model, 1, 3);
    Training training = Training.of(new Workspace(new Workers(2)));
    for (int step = 0; step < 3; step++) {
      Masked masked = masked(step);
      assertThat(model.loss(masked, new Workers(1)))
          .isCloseTo(model.lossAndGradients(masked, training), within(1e-5));
    }
  }

  private static double slope(
      MaskedLanguageModel model, Masked masked, Training training, Parameter parameter, int i) {
    float saved = parameter.values()[i];
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      parameter.values()[i] = (float) (saved + (side == 0 ? STEP : -STEP));
      parameter.changed(training.space().workers());
      losses[side] = model.lossAndGradients(masked, training);
    }
    parameter.values()[i] = saved;
    parameter.changed(training.space().workers());
    return (losses[0] - losses[1]) / (2 * STEP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-mlm-checkpoint", "roberta", "distilbert"})
  void trainingLowersTheLossAlsoWithANewHead(String folder) {
    MaskedLanguageModel model = load(folder);
    double[] losses = train(model, 2, 250);
    assertThat(losses[0]).isGreaterThan(4);
    // Without a look at the other tokens, no guess does better than 3.7, their entropy.
    assertThat(Arrays.stream(losses, 240, 250).average().orElseThrow()).isLessThan(3.4);
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void recurrentEncodersLearnFromScratch(Unit unit, @TempDir Path folder) {
    new Recurrent(unit, VOCABULARY, 24, 32, 2, Reading.BOTH_WAYS).write(folder, 4);
    MaskedLanguageModel model = Families.loadMaskedLanguageModel(folder, 3);
    double[] losses = train(model, 2, 250);
    assertThat(losses[0]).isGreaterThan(6); // log 500 is 6.2
    assertThat(Arrays.stream(losses, 240, 250).average().orElseThrow()).isLessThan(3);
  }

  private static double[] train(MaskedLanguageModel model, int threads, int steps) {
    AdamW settings = new AdamW(3e-3, 0.9, 0.999, 1e-8, 0.01, Decayed.MATRICES, 1);
    Optimizer optimizer = new Optimizer(settings, model.trainable().parameters());
    double[] losses = new double[steps];
    try (Workers workers = new Workers(threads)) {
      Training training = Training.of(new Workspace(workers));
      Dropout dropout = new Dropout(0.1, 0.1, 5);
      for (int step = 0; step < steps; step++) {
        Training now = training.with(dropout.at(step));
        losses[step] = model.lossAndGradients(masked(step), now);
        optimizer.step(1, 1, workers);
      }
    }
    return losses;
  }

  @Test
  void theSameSeedHasTheSameBitsWithAnyThreads() {
    requireSameBits(() -> load("bert"));
  }

  @Test
  void theSameSeedHasTheSameBitsWithAnyThreadsThroughTime(@TempDir Path folder) {
    new Recurrent(Unit.LSTM, VOCABULARY, 24, 40, 2, Reading.BOTH_WAYS).write(folder, 4);
    requireSameBits(() -> Families.loadMaskedLanguageModel(folder, 3));
  }

  private static void requireSameBits(Supplier<MaskedLanguageModel> loaded) {
    MaskedLanguageModel single = loaded.get();
    double[] losses = train(single, 1, 5);
    for (int threads = 2; threads <= 3; threads++) {
      MaskedLanguageModel several = loaded.get();
      assertThat(train(several, threads, 5)).isEqualTo(losses);
      List<Parameter> parameters = several.trainable().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        float[] expected = single.trainable().parameters().get(i).values();
        assertThat(Arrays.equals(parameters.get(i).values(), expected)).isTrue();
      }
    }
  }

  @Test
  void aFamilyWithoutSuchAHeadIsRefused() {
    assertThatThrownBy(() -> load("llama"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model_type 'llama' has no head that guesses hidden tokens");
  }
}
