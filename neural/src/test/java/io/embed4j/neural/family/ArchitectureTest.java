package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.Architecture.Bert;
import io.embed4j.neural.family.Architecture.Recurrent;
import io.embed4j.neural.family.Architecture.Recurrent.Reading;
import io.embed4j.neural.family.Architecture.Recurrent.Unit;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders of new models, and the numbers in them. */
final class ArchitectureTest {
  private static final int VOCABULARY = 300;

  static Stream<Architecture> architectures() {
    Stream<Architecture> recurrent =
        Stream.of(Unit.values())
            .flatMap(
                unit ->
                    Stream.of(Reading.values())
                        .map(reading -> new Recurrent(unit, VOCABULARY, 20, 24, 2, reading)));
    return Stream.concat(recurrent, Stream.of(new Bert(VOCABULARY, 24, 2, 3, 96, 40)));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aFolderHoldsTheModelThatTrainingBeginsWith(Architecture shape, @TempDir Path folder)
      throws IOException {
    shape.write(folder, 7);
    TextModel model = Families.load(folder);
    TokenBatch batch = TokenBatch.of(List.of(new int[] {5, 299, 7}, new int[] {0, 5}));
    States states = model.forward(batch, Workers.single());
    States expected = shape.create(7).model().forward(batch, Workers.single());
    assertThat(states.last().data()).isEqualTo(expected.last().data());
    assertThat(states.last().data()).isNotEqualTo(of(shape.create(8), batch));
    assertThat(model.layers()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(folder.resolve("config.json").toFile()))
        .isEqualTo(new ObjectMapper().readTree(shape.config().toString()));
  }

  private static float[] of(TrainableModel<TextModel> model, TokenBatch batch) {
    return model.model().forward(batch, Workers.single()).last().data();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyTensorIsUsed(Architecture shape) {
    Set<String> used =
        shape.create(1).parameters().stream()
            .flatMap(parameter -> parameter.parts().stream())
            .map(Parameter.Part::name)
            .collect(Collectors.toSet());
    assertThat(used).isEqualTo(shape.initialWeights(1).names());
  }

  /** Fixtures come from the libraries that name the tensors. */
  @ParameterizedTest
  @EnumSource(Unit.class)
  void namesAndShapesAreThoseOfPytorch(Unit unit) {
    String type = unit.name().toLowerCase(Locale.ROOT);
    Weights expected = Weights.open(TextFixture.root().resolve(type));
    Weights actual = new Recurrent(unit, 120, 20, 16, 2, Reading.BOTH_WAYS).initialWeights(1);
    requireSameShapes(actual, expected);
  }

  @Test
  void namesAndShapesAreThoseOfBert() {
    Weights expected = Weights.open(TextFixture.root().resolve("bert"));
    Weights actual = new Bert(700, 32, 2, 4, 64, 64).initialWeights(1);
    for (String name : actual.names()) {
      assertThat(actual.shape(name)).isEqualTo(expected.shape(name.replaceFirst("^bert\\.", "")));
    }
  }

  private static void requireSameShapes(Weights actual, Weights expected) {
    assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(actual.shape(name)).isEqualTo(expected.shape(name));
    }
  }

  @Test
  void bertBeginsWithNormalNumbers() {
    Weights weights = new Bert(3000, 32, 1, 4, 64, 16).initialWeights(3);
    double[] words = doubles(weights.floats("bert.embeddings.word_embeddings.weight", 3000, 32));
    double variance = DoubleStream.of(words).map(x -> x * x).average().orElseThrow();
    assertThat(DoubleStream.of(words).average().orElseThrow()).isCloseTo(0, within(3e-3));
    double deviation = 0.17678; // 1/√32
    assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(2e-3));
    // 4.55 % of normal numbers are beyond two deviations.
    double beyond = DoubleStream.of(words).filter(x -> Math.abs(x) > 2 * deviation).count();
    assertThat(beyond / words.length).isCloseTo(0.0455, within(0.004));
    String layer = "bert.encoder.layer.0.";
    double[] inner = doubles(weights.floats(layer + "output.dense.weight", 32, 64));
    double innerVariance = DoubleStream.of(inner).map(x -> x * x).average().orElseThrow();
    assertThat(Math.sqrt(innerVariance)).isCloseTo(0.125, within(0.008)); // 1/√64
    assertThat(weights.floats(layer + "output.dense.bias", 32)).containsOnly(0);
    assertThat(weights.floats(layer + "output.LayerNorm.weight", 32)).containsOnly(1);
    assertThat(weights.floats(layer + "output.LayerNorm.bias", 32)).containsOnly(0);
  }

  @Test
  void forgetGatesOfAnLstmAreOpen() {
    int width = 64;
    Weights weights = new Recurrent(Unit.LSTM, 9, 8, width, 1, Reading.FORWARD).initialWeights(3);
    float[] input = weights.floats("rnn.bias_ih_l0", 4L * width);
    float[] recurrent = weights.floats("rnn.bias_hh_l0", 4L * width);
    float bound = 1 / 8f;
    for (int i = 0; i < input.length; i++) {
      if (i / width == 1) {
        assertThat(input[i] + recurrent[i]).isEqualTo(1);
      } else {
        assertThat(Math.max(Math.abs(input[i]), Math.abs(recurrent[i]))).isBetween(0f, bound);
      }
    }
    double[] u = doubles(weights.floats("rnn.weight_hh_l0", 4L * width, width));
    double variance = DoubleStream.of(u).map(x -> x * x).average().orElseThrow();
    assertThat(variance).isCloseTo(bound * bound / 3, within(1e-4)); // of uniform numbers
    assertThat(DoubleStream.of(u).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(bound);
    double[] words = doubles(weights.floats("embedding.weight", 9, 8));
    assertThat(DoubleStream.of(words).map(Math::abs).max().orElseThrow()).isBetween(0.09, 0.1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Unit.class,
      names = {"RNN", "GRU"})
  void recurrentWeightsOfOthersAreOrthogonal(Unit unit) {
    int width = 33;
    int gates = unit == Unit.GRU ? 3 : 1;
    Weights weights = new Recurrent(unit, 9, 8, width, 1, Reading.FORWARD).initialWeights(3);
    double[] u = doubles(weights.floats("rnn.weight_hh_l0", (long) gates * width, width));
    for (int i = 0; i < gates * width; i++) {
      int first = i / width * width;
      for (int j = first; j < first + width; j++) {
        int a = i * width;
        int b = j * width;
        double dot = IntStream.range(0, width).mapToDouble(k -> u[a + k] * u[b + k]).sum();
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  private static double[] doubles(float[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
  }

  @Test
  void shapesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Bert(9, 32, 2, 5, 64, 16))
        .hasMessage("heads must divide width 32, but is 5");
    assertThatThrownBy(() -> new Recurrent(Unit.GRU, 9, 0, 8, 1, Reading.FORWARD))
        .hasMessage("embedding-width must be positive, but is 0");
    Weights weights = new Bert(9, 32, 2, 4, 64, 16).initialWeights(1);
    assertThatThrownBy(() -> weights.shape("other")).hasMessage("there is no weight other");
    assertThatThrownBy(() -> weights.floats("bert.embeddings.LayerNorm.bias", 31))
        .hasMessage("weight bert.embeddings.LayerNorm.bias has shape [32], not [31]");
  }
}
