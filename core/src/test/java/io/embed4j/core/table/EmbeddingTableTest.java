package io.embed4j.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.matrix.Matrix;
import org.junit.jupiter.api.Test;

final class EmbeddingTableTest {
  private final EmbeddingTable table =
      new EmbeddingTable(3, 2, new float[] {10, 11, 20, 21, 30, 31});

  @Test
  void gathersRowsIntoAViewAndNothingElse() {
    float[] data = new float[12];
    table.gather(new int[] {2, 0, 2}, new Matrix(data, 1, 3, 2, 4, 1));
    assertThat(data).containsExactly(0, 30, 31, 0, 0, 10, 11, 0, 0, 30, 31, 0);
  }

  @Test
  void scatterAddsEveryRowOfARepeatedIndex() {
    table.scatterAdd(new int[] {1, 2, 1}, Matrix.of(new float[] {1, 2, 3, 4, 100, 200}, 3, 2));
    assertThat(table.data()).containsExactly(10, 11, 121, 223, 33, 35);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> table.gather(new int[] {0}, Matrix.zeros(2, 2)))
        .hasMessageContaining("expected a row-major matrix of 1 x 2, found 2 x 2");
    assertThatThrownBy(() -> table.gather(new int[] {3}, Matrix.zeros(1, 2)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
