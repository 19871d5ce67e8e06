package io.embed4j.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strips against the chain of multiply-adds that defines them, and against their twin. */
@Tag("kernel")
final class StripProductTest {
  @Test
  void everyElementIsOneChainOverTheRowsOfB() {
    for (int depth : new int[] {0, 1, 2, 7, 32, 65}) {
      for (int columns : new int[] {1, 15, 16, 33, 70}) {
        Matrix a = Samples.random(StripProduct.ROWS, depth, 1);
        Matrix b = Samples.random(depth + 3, columns, 2);
        int stride = StripProduct.paddedColumns(columns) + 1;
        float[] c = new float[3 + StripProduct.ROWS * stride];
        PackedMatrix packed = PackedMatrix.pack(b);
        StripProduct.multiply(
            a.data(), a.offset(), a.rowStride(), depth, packed, 2, 0, columns, c, 3, stride);
        for (int i = 0; i < StripProduct.ROWS; i++) {
          for (int j = 0; j < stride - 1; j++) {
            float sum = 0;
            for (int k = 0; k < depth && j < columns; k++) {
              sum = Math.fma(a.at(i, k), b.at(2 + k, j), sum);
            }
            Samples.requireClose(c[3 + i * stride + j], sum, 0, i, j);
          }
        }
      }
    }
  }

  @Test
  void onlyThePanelsOfTheAskedColumnsAreWritten() {
    int width = Tiles.STRIP_COLUMNS;
    Matrix a = Samples.random(StripProduct.ROWS, 4, 1);
    PackedMatrix b = PackedMatrix.pack(Samples.random(4, 4 * width, 2));
    float[] c = new float[StripProduct.ROWS * 4 * width];
    Arrays.fill(c, Float.NaN);
    StripProduct.multiply(
        a.data(), a.offset(), a.rowStride(), 4, b, 0, width, 2 * width + 1, c, 0, 4 * width);
    for (int i = 0; i < c.length; i++) {
      int column = i % (4 * width);
      assertThat(Float.isNaN(c[i])).isEqualTo(column < width || column >= 3 * width);
    }
  }

  @Test
  void theTileEqualsItsTwin() {
    for (int depth = 0; depth <= 40; depth++) {
      float[] a = Samples.random(Tiles.ROWS, 45, depth).data();
      float[] b = Samples.random(45, Tiles.COLUMNS, depth + 1).data();
      float[] expected = new float[3 + Tiles.ROWS * (Tiles.COLUMNS + 2)];
      float[] found = expected.clone();
      new ScalarStripTile().compute(a, 2, 45, b, 1, depth, expected, 3, Tiles.COLUMNS + 2);
      new SimdStripTile().compute(a, 2, 45, b, 1, depth, found, 3, Tiles.COLUMNS + 2);
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void rowsOutsideOfBAreRefused() {
    PackedMatrix b = PackedMatrix.pack(Matrix.zeros(4, 4));
    float[] c = new float[1000];
    assertThatThrownBy(() -> StripProduct.multiply(c, 0, 5, 3, b, 2, 0, 4, c, 0, 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("B has 4 rows, read are 3 from 2");
  }
}
