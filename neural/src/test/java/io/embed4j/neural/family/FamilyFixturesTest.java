package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.HiddenStates;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.recurrent.Cell.State;
import io.embed4j.neural.recurrent.RecurrentEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text fixture, every case: the states after each layer, the last ones, the pooler's. The
 * reference gives the last layer's states after the last norm, except in ModernBERT.
 */
final class FamilyFixturesTest {
  private static final List<String> RECURRENT = List.of("rnn", "lstm", "gru");

  static List<TextFixture> fixtures() {
    return TextFixture.of(
        Families.supported().stream().filter(type -> !RECURRENT.contains(type)).toList());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void statesAreThoseOfTheReference(TextFixture fixture) {
    TextModel model = Families.load(fixture.folder());
    for (TextFixture.Case padded : fixture.cases()) {
      TokenBatch batch = padded.batch();
      HiddenStates hidden = new HiddenStates(batch);
      States states = model.forward(batch, Workers.single(), hidden);
      List<String> tensors = fixture.tensors(padded.name());
      assertThat(tensors).contains("last_hidden_state");
      for (String tensor : tensors) {
        if (tensor.equals("last_hidden_state")) {
          check(fixture, padded.name(), tensor, states.last(), padded.rows());
        } else if (tensor.startsWith("hidden_states.")) {
          int layer = Integer.parseInt(tensor.substring(tensor.indexOf('.') + 1));
          boolean last = layer == model.layers() && !fixture.toString().equals("modernbert");
          Matrix actual = last ? states.last() : hidden.after(layer);
          check(fixture, padded.name(), tensor, actual, padded.rows());
        } else if (tensor.equals("pooler_output")) {
          int[] rows = IntStream.range(0, batch.sequences()).toArray();
          check(fixture, padded.name(), tensor, states.pooled().orElseThrow(), rows);
        }
      }
    }
  }

  static List<TextFixture> recurrentFixtures() {
    return TextFixture.of(RECURRENT);
  }

  @ParameterizedTest
  @MethodSource("recurrentFixtures")
  void recurrentStatesAreThoseOfTheReference(TextFixture fixture) {
    RecurrentEncoder model = (RecurrentEncoder) Families.load(fixture.folder());
    for (TextFixture.Case padded : fixture.cases()) {
      TokenBatch batch = padded.batch();
      List<State> ends = new ArrayList<>(); // one a layer and direction: the batch is one group
      model.forward(
          batch,
          Workers.single(),
          LayerListener.none(),
          (firstSequence, segments, last, pooled) -> {},
          (layer, direction, firstSequence, state) -> ends.add(state));
      States states = model.forward(batch, Workers.single());
      int[] sequences = IntStream.range(0, batch.sequences()).toArray();
      check(fixture, padded.name(), "output", states.last(), padded.rows());
      check(fixture, padded.name(), "pool_last_hidden", states.pooled().orElseThrow(), sequences);
      checkEnds(fixture, padded.name(), "h_n", ends.stream().map(State::h).toList());
      if (fixture.tensors(padded.name()).contains("c_n")) {
        checkEnds(fixture, padded.name(), "c_n", ends.stream().map(State::c).toList());
      }
    }
  }

  private static void checkEnds(
      TextFixture fixture, String name, String tensor, List<float[]> actual) {
    float[] expected = fixture.tensor(name, tensor);
    int length = actual.getFirst().length;
    assertThat(actual.size() * length).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      float value = actual.get(i / length)[i % length];
      fixture.requireClose(value, expected[i], name + "." + tensor + " " + i);
    }
  }

  private static void check(
      TextFixture fixture, String name, String tensor, Matrix actual, int[] rows) {
    float[] expected = fixture.tensor(name, tensor);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < actual.columns(); j++) {
        float right = expected[rows[i] * actual.columns() + j];
        fixture.requireClose(
            actual.at(i, j), right, name + "." + tensor + " (" + i + ", " + j + ")");
      }
    }
  }
}
