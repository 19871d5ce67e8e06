package io.embed4j.neural.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.neural.layer.Segments;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenBatchTest {
  private static final TokenBatch BATCH =
      TokenBatch.of(
          List.of(new int[] {7, 8}, new int[] {9}, new int[] {4, 5, 6}),
          List.of(new int[] {0, 1}, new int[] {1}, new int[] {0, 0, 1}));

  @Test
  void sequencesStandOneAfterTheOther() {
    assertThat(BATCH.ids()).containsExactly(7, 8, 9, 4, 5, 6);
    assertThat(BATCH.types()).containsExactly(0, 1, 1, 0, 0, 1);
    assertThat(BATCH.segments().starts()).containsExactly(0, 2, 3, 6);
    assertThat(BATCH.segments().longest()).isEqualTo(3);
    assertThat(TokenBatch.of(List.of(new int[2])).types()).containsExactly(0, 0);
  }

  @Test
  void positionsCountFromTheFirstOfEachSequence() {
    assertThat(BATCH.positions()).containsExactly(0, 1, 0, 0, 1, 2);
    assertThat(BATCH.withFirstPositions(5, 0, 2).positions()).containsExactly(5, 6, 0, 2, 3, 4);
  }

  @Test
  void aRangeIsABatchOfItsOwn() {
    TokenBatch part = BATCH.withFirstPositions(5, 1, 2).range(1, 3);
    assertThat(part.ids()).containsExactly(9, 4, 5, 6);
    assertThat(part.types()).containsExactly(1, 0, 0, 1);
    assertThat(part.segments().starts()).containsExactly(0, 1, 4);
    assertThat(part.firstPositions()).containsExactly(1, 2);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> BATCH.withFirstPositions(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("6 ids, 6 types and 1 first positions do not fit 3 sequences of 6 tokens");
    assertThatThrownBy(() -> new Segments(new int[] {1, 2})).hasMessage("starts must begin with 0");
    assertThatThrownBy(() -> new Segments(new int[] {0, 2, 1}))
        .hasMessage("starts must ascend, but start 2 descends");
  }
}
