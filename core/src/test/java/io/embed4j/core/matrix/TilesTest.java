package io.embed4j.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every SIMD tile and direction gives the bits of its plain twin. */
@Tag("kernel")
final class TilesTest {
  @Test
  void everyTileEqualsItsTwin() {
    check(Tiles.product(), new ScalarTiles.Product(), 1);
    check(new L1Tile(), new ScalarTiles.L1(), 1);
    check(new SquaredTile(), new ScalarTiles.Squared(), 1);
    check(new ModulusTile(70), new ScalarTiles.Modulus(70), 2);
  }

  private static void check(Tile simd, Tile plain, int parts) {
    for (int depth = 0; depth <= 64; depth++) {
      float[] a = Samples.random(1, 3 + parts * 70 * Tiles.ROWS, depth).data();
      float[] b = Samples.random(1, 5 + parts * 70 * Tiles.COLUMNS, depth + 1).data();
      if (parts == 1) { // what packing does where the depth is odd
        Arrays.fill(a, 3 + depth * Tiles.ROWS, 3 + (depth + 1) * Tiles.ROWS, 0);
        Arrays.fill(b, 5 + depth * Tiles.COLUMNS, 5 + (depth + 1) * Tiles.COLUMNS, 0);
      }
      float[] expected = new float[Tiles.ROWS * Tiles.COLUMNS];
      float[] found = expected.clone();
      plain.compute(a, 3, b, 5, depth, expected);
      simd.compute(a, 3, b, 5, depth, found);
      assertThat(found).isEqualTo(expected);
      checkWriting(simd, plain, found);
    }
  }

  private static void checkWriting(Tile simd, Tile plain, float[] sums) {
    int stride = Tiles.COLUMNS + 3;
    float[] expected = Samples.random(1, Tiles.ROWS * stride + 2, 9).data();
    float[] found = expected.clone();
    plain.addSums(sums, expected, 1, stride);
    simd.addSums(sums, found, 1, stride);
    assertThat(found).isEqualTo(expected);
    plain.setSums(sums, expected, 2, stride);
    simd.setSums(sums, found, 2, stride);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void everyTranspositionIsOne() {
    for (Transposition transposition :
        List.of(new SimdTransposition(), new Transposition.Plain())) {
      for (int[] shape : new int[][] {{0, 3}, {1, 1}, {16, 16}, {17, 40}, {33, 15}, {50, 67}}) {
        Matrix in = Samples.random(shape[0], shape[1], 7);
        Matrix out = Samples.unset(shape[1], shape[0], 8);
        transposition.copy(
            in.data(),
            in.offset(),
            in.rowStride(),
            in.rows(),
            in.columns(),
            out.data(),
            out.offset(),
            out.rowStride());
        for (int i = 0; i < in.rows(); i++) {
          for (int j = 0; j < in.columns(); j++) {
            assertThat(out.at(j, i)).isEqualTo(in.at(i, j));
          }
        }
        assertThat(Samples.strangersUntouched(out)).isTrue();
      }
    }
  }

  @Test
  void everyPackingOfColumnsPutsRowsIntoPanels() {
    for (ColumnPacking packing : List.of(new ColumnPacking.Eights(), new ColumnPacking.Plain())) {
      for (int columns : new int[] {1, 2, 3, 40}) {
        int rows = 4 * Tiles.ROWS;
        int depth = columns + 1;
        Matrix in = Matrix.of(Samples.random(1, columns * rows, 7).data(), columns, rows);
        float[] out = new float[rows * depth + 2];
        packing.pack(in.data(), 0, rows, columns, rows, out, depth);
        for (int row = 0; row < rows; row++) {
          int panel = row / Tiles.ROWS * Tiles.ROWS * depth;
          for (int k = 0; k < columns; k++) {
            float packed = out[panel + k * Tiles.ROWS + row % Tiles.ROWS];
            assertThat(packed).isEqualTo(in.at(k, row));
          }
          float behind = out[panel + columns * Tiles.ROWS + row % Tiles.ROWS];
          assertThat(behind).isZero();
        }
      }
    }
  }

  @Test
  void everyPackingOfRowsPutsColumnsBesideEachOther() {
    for (RowPacking packing : List.of(new RowPacking.Lanewise(), new RowPacking.Plain())) {
      for (int columns = 0; columns <= 70; columns++) {
        int stride = columns + 3;
        float[] in = Samples.random(1, 2 + Tiles.ROWS * stride, columns).data();
        float[] out = new float[columns * Tiles.ROWS + 9];
        packing.pack(in, 2, stride, columns, out, 5);
        for (int i = 0; i < out.length; i++) {
          int element = i - 5;
          boolean inside = element >= 0 && element < columns * Tiles.ROWS;
          int from = 2 + element % Tiles.ROWS * stride + element / Tiles.ROWS;
          assertThat(out[i]).isEqualTo(inside ? in[from] : 0);
        }
      }
    }
  }

  @Test
  void everyDirectionEqualsItsTwin() {
    for (int dim = 0; dim <= 80; dim++) {
      Matrix w = Samples.random(1, 9, dim);
      Matrix a = Samples.random(1, 2 * dim, dim + 1);
      Matrix b = Samples.random(9, 2 * dim, dim + 2);
      check(new L1Direction(), new ScalarDirections.L1(), w, a, b);
      check(new ModulusDirection(), new ScalarDirections.Modulus(), w, a, b);
    }
  }

  private static void check(Direction simd, Direction plain, Matrix w, Matrix a, Matrix b) {
    float[] expected = a.data().clone();
    float[] found = expected.clone();
    int wStart = w.offset();
    int start = a.offset();
    plain.addRow(w.data(), wStart, 1, a.data(), start, b, expected, start);
    simd.addRow(w.data(), wStart, 1, a.data(), start, b, found, start);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aPlanHasAsManyBlocksForEachThread() {
    int rows = 2048;
    for (int depth : new int[] {384, 512}) {
      TilePlan plan = TilePlan.of(rows, 6, depth, 2);
      assertThat(plan.blocks() % 2).isZero();
      assertThat(plan.rowBlocks() * plan.tilesPerBlock() * Tiles.ROWS).isGreaterThanOrEqualTo(rows);
    }
  }

  @Test
  void aQueueHandsOutEachNumberOnce() {
    BlockQueue queue = new BlockQueue(5);
    int[] taken = {queue.next(0), queue.next(1), queue.next(1), queue.next(0), queue.next(2)};
    assertThat(taken).containsExactly(0, 4, 3, 1, 2);
    assertThat(queue.next(0)).isEqualTo(-1);
  }
}
