package io.embed4j.encode.tune.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Workers;
import io.embed4j.encode.tune.data.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges, margins and known answers, with texts whose angle to the question is their number. */
final class HardNegativesTest {
  private static final List<Example> PAIRS =
      List.of(
          new Example("0", "20", List.of(), Double.NaN),
          new Example("0", "50", List.of(), Double.NaN));
  private static final List<String> CORPUS = List.of("10", "15", "25", "30", "50", "60", "70");

  private static List<float[]> vectors(List<String> degrees) {
    return degrees.stream()
        .map(text -> Math.toRadians(Double.parseDouble(text)))
        .map(angle -> new float[] {3 * (float) Math.cos(angle), 3 * (float) Math.sin(angle)})
        .toList();
  }

  private static List<List<String>> mine(MiningConfig config) {
    try (Workers workers = Workers.single()) {
      return new HardNegatives(config, HardNegativesTest::vectors, HardNegativesTest::vectors)
          .mine(PAIRS, CORPUS, workers).stream().map(Example::negatives).toList();
    }
  }

  @Test
  void theNearestThatAreNoKnownAnswersComeFirst() {
    assertThat(mine(new MiningConfig(3, 0, 100, -2, 0, false, 1)).getFirst())
        .as("those nearer than the answer are left out by a relative margin of 0")
        .containsExactly("25", "30", "60");
    assertThat(mine(new MiningConfig(9, 0, 100, -2, 0, false, 1)).getLast())
        .containsExactly("60", "70");
  }

  @Test
  void marginsAreDifferencesOrSharesOfCosines() {
    // cos 20° = 0.940, cos 25° = 0.906, cos 30° = 0.866, cos 60° = 0.5
    assertThat(mine(new MiningConfig(9, 0, 100, 0.05, 0, false, 1)).getFirst())
        .containsExactly("30", "60", "70");
    assertThat(mine(new MiningConfig(9, 0, 100, -2, 0.1, false, 1)).getFirst())
        .containsExactly("60", "70");
  }

  @Test
  void theRangeCountsWithoutKnownAnswers() {
    assertThat(mine(new MiningConfig(9, 2, 4, -2, 0, false, 1)).getFirst())
        .containsExactly("25", "30");
  }

  @Test
  void aDrawComesFromTheRangeAndIsTheSameForASeed() {
    MiningConfig config = new MiningConfig(2, 0, 100, -2, 0, true, 7);
    assertThat(mine(config).getFirst()).hasSize(2).isSubsetOf("25", "30", "60", "70");
    assertThat(mine(config)).isEqualTo(mine(config));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new MiningConfig(1, 5, 5, 0, 0, false, 1))
        .hasMessage("to must be greater than from, which is 5, but is 5");
  }
}
