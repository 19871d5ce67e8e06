package io.embed4j.neural.family;

import static io.embed4j.neural.layer.Parameter.Form.FROM_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Parameter.Part;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of a random sum of all states, by every parameter of every family, against central
 * differences; what is saved is what has been loaded; and the same bits, however it is computed.
 */
final class FamilyGradientsTest {
  private static final Dropout DROPOUT = new Dropout(0.2, 0.3, 99);

  /** A model, loaded for training. */
  record Subject(
      String name,
      JsonNode config,
      Weights weights,
      TrainableModel<TextModel> trainable,
      int vocabulary) {
    /** Relu has kinks, which a step would cross: gelu takes its place. */
    static Subject of(String name, JsonNode given, Weights weights, int vocabulary) {
      ObjectNode config = given.deepCopy();
      for (String key : List.of("feed_forward_proj", "nonlinearity")) {
        if (config.path(key).asText().equals("relu")) {
          config.put(key, "gelu");
        }
      }
      return new Subject(
          name, config, weights, Families.loadForTraining(config, weights), vocabulary);
    }

    TextModel model() {
      return trainable.model();
    }

    /** A short sequence, some that no strip or window holds, and one that appears twice. */
    TokenBatch batch() {
      SplittableRandom random = new SplittableRandom(8);
      List<int[]> ids = new ArrayList<>();
      for (int length : new int[] {1, 13, 38, 7}) {
        ids.add(random.ints(length, 0, vocabulary).toArray());
      }
      ids.add(ids.get(1));
      List<int[]> types = ids.stream().map(row -> new int[row.length]).toList();
      if (hasTypes()) {
        Arrays.fill(types.get(2), 20, 38, 1);
      }
      return TokenBatch.of(ids, types);
    }

    private boolean hasTypes() {
      return config.path("type_vocab_size").asInt() > 1;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Subject> subjects() {
    Stream<Subject> fixtures =
        TextFixture.of(Families.supported()).stream()
            .map(
                fixture ->
                    Subject.of(
                        fixture.toString(),
                        fixture.config(),
                        Weights.open(fixture.folder()),
                        fixture.config().get("vocab_size").asInt()));
    Stream<Subject> madeUp =
        MadeUpModel.all().stream()
            .map(
                model ->
                    Subject.of(
                        model.toString(), model.config(), model.weights(), MadeUpModel.VOCABULARY));
    return Stream.concat(fixtures, madeUp);
  }

  /** A sum of all states, with random weights. */
  private static final class Loss {
    private final Subject subject;
    private final TokenBatch batch;
    private final Training training;
    private final Matrix last;
    private final Optional<Matrix> pooled;

    Loss(Subject subject, Training training) {
      this.subject = subject;
      this.training = training;
      batch = subject.batch();
      SplittableRandom random = new SplittableRandom(5);
      States states = subject.model().forward(batch, Workers.single());
      last = weights(states.last(), random);
      pooled = states.pooled().map(p -> weights(p, random));
    }

    private static Matrix weights(Matrix like, SplittableRandom random) {
      Matrix weights = Matrix.zeros(like.rows(), like.columns());
      for (int i = 0; i < weights.data().length; i++) {
        weights.data()[i] = (float) random.nextDouble(-1, 1);
      }
      return weights;
    }

    double value() {
      States states = subject.model().trace(batch, training).states();
      double loss = sum(last, states.last());
      for (Matrix weights : pooled.stream().toList()) {
        loss += sum(weights, states.pooled().orElseThrow());
      }
      training.space().releaseAll();
      return loss;
    }

    private static double sum(Matrix weights, Matrix states) {
      double sum = 0;
      for (int i = 0; i < weights.data().length; i++) {
        sum += (double) weights.data()[i] * states.data()[i];
      }
      return sum;
    }

    /** Returns the gradients of all parameters, one after the other. */
    List<float[]> gradients() {
      subject.trainable().parameters().forEach(p -> Arrays.fill(p.gradient(), 0));
      StatesTrace trace = subject.model().trace(batch, training);
      trace.backward(last, pooled);
      training.space().releaseAll();
      return subject.trainable().parameters().stream().map(p -> p.gradient().clone()).toList();
    }
  }

  private static Training training(int threads) {
    return Training.of(new Workspace(new Workers(threads)));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradientsEqualCentralDifferences(Subject subject) {
    compare(subject, training(1));
  }

  static Stream<Subject> subjectsThatDrop() {
    List<String> names =
        List.of("albert", "mpnet", "qwen3", "t5-encoder-gated", "gemma3_text", "lstm", "gru");
    return subjects().filter(subject -> names.contains(subject.name()));
  }

  @ParameterizedTest
  @MethodSource("subjectsThatDrop")
  void gradientsWithDropoutEqualCentralDifferences(Subject subject) {
    compare(subject, training(1).with(DROPOUT));
  }

  private static void compare(Subject subject, Training training) {
    Loss loss = new Loss(subject, training);
    loss.gradients();
    new ParameterSlopes(
            subject.name(), ParameterSlopes.STEP, loss::value, training.space().workers())
        .require(subject.trainable().parameters());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void statesAreThoseOfInference(Subject subject) {
    TokenBatch batch = subject.batch();
    States states = subject.model().trace(batch, training(2)).states();
    States expected = subject.model().forward(batch, Workers.single());
    assertThat(states.last().data()).isEqualTo(expected.last().data());
    assertThat(states.pooled().map(Matrix::data).orElseGet(() -> new float[0]))
        .isEqualTo(expected.pooled().map(Matrix::data).orElseGet(() -> new float[0]));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void gradientsHaveTheSameBitsWithAnyThreadsAndWhenBlocksRunAgain(Subject subject) {
    List<float[]> single = new Loss(subject, training(1).with(DROPOUT)).gradients();
    for (int threads = 2; threads <= 3; threads++) {
      Training several = training(threads).with(DROPOUT);
      assertSame(new Loss(subject, several).gradients(), single);
      Training again = several.recomputingIn(new Workspace(several.space().workers()));
      assertSame(new Loss(subject, again).gradients(), single);
    }
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Arrays.equals(actual.get(i), expected.get(i))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsSavedIsWhatHasBeenLoaded(Subject subject, @TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    subject.trainable().save(file);
    Weights saved = Weights.open(file);
    List<Part> parts =
        subject.trainable().parameters().stream().flatMap(p -> p.parts().stream()).toList();
    assertThat(saved.names())
        .containsExactlyInAnyOrderElementsOf(parts.stream().map(Part::name).toList());
    for (Part part : parts) {
      long[] shape = part.shape().stream().mapToLong(Integer::longValue).toArray();
      float[] before = subject.weights().floats(part.name(), shape);
      float[] after = saved.floats(part.name(), shape);
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isCloseTo(before[i], within(part.form() == FROM_ONE ? 1e-7f : 0));
      }
    }
    TokenBatch batch = subject.batch();
    Matrix states = subject.model().forward(batch, Workers.single()).last();
    Matrix again = Families.load(subject.config(), saved).forward(batch, Workers.single()).last();
    assertThat(again.data()).isEqualTo(states.data());
  }
}
