package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A sequence has the same bits alone, in a small batch, in one that is cut into groups, with any
 * number of threads, and before and after the compiler has been at work.
 */
final class SameBitsTest {
  private static final int WARM = 10;

  static List<TextFixture> fixtures() {
    return TextFixture.of(Families.supported());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void ofASequenceAloneAndInAnyBatchWithAnyThreads(TextFixture fixture) {
    TextModel model = Families.load(fixture.folder());
    List<int[]> sequences = sequences(model, fixture.config().get("vocab_size").asInt());
    float[] cold = model.forward(TokenBatch.of(sequences), Workers.single()).last().data();
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        Matrix all = model.forward(TokenBatch.of(sequences), workers).last();
        assertThat(Arrays.equals(all.data(), cold)).as("%d threads", threads).isTrue();
        int few = sequences.size() / 8;
        Matrix some = model.forward(TokenBatch.of(sequences.subList(0, few)), workers).last();
        assertThat(Arrays.mismatch(cold, some.data())).isEqualTo(some.data().length);
      }
    }
    int start = 0;
    for (int[] sequence : sequences) {
      float[] alone =
          model.forward(TokenBatch.of(List.of(sequence)), Workers.single()).last().data();
      int end = start + alone.length;
      assertThat(Arrays.equals(alone, 0, alone.length, cold, start, end)).isTrue();
      start = end;
    }
    for (int i = 0; i < WARM; i++) {
      model.forward(TokenBatch.of(sequences), Workers.single());
    }
    float[] warm = model.forward(TokenBatch.of(sequences), Workers.single()).last().data();
    assertThat(Arrays.equals(warm, cold)).isTrue();
  }

  private static List<int[]> sequences(TextModel model, int vocabulary) {
    SplittableRandom random = new SplittableRandom(7);
    List<int[]> sequences = new ArrayList<>();
    for (int tokens = 0; tokens < 2000; tokens += sequences.getLast().length) {
      int length = random.nextInt(1, Math.min(64, model.maxPositions()) + 1);
      sequences.add(random.ints(length, 0, vocabulary).toArray());
    }
    return sequences;
  }
}
