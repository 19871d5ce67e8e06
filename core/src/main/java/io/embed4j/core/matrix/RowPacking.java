package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packs {@link Tiles#ROWS} contiguous rows into a panel: column after column, the elements of a
 * column beside each other.
 */
interface RowPacking {
  /**
   * Packs one panel.
   *
   * @param in where the rows are, the first at {@code inStart}, each {@code inStride} floats after
   *     the one before
   * @param out where the panel is written from {@code outStart} on, {@code ROWS · columns} floats
   */
  void pack(float[] in, int inStart, int inStride, int columns, float[] out, int outStart);

  /** Element by element. */
  record Plain() implements RowPacking {
    @Override
    public void pack(
        float[] in, int inStart, int inStride, int columns, float[] out, int outStart) {
      int in1 = inStart + inStride;
      int in2 = in1 + inStride;
      int in3 = in2 + inStride;
      int in4 = in3 + inStride;
      int in5 = in4 + inStride;
      for (int k = 0; k < columns; k++) {
        int to = outStart + k * Tiles.ROWS;
        out[to] = in[inStart + k];
        out[to + 1] = in[in1 + k];
        out[to + 2] = in[in2 + k];
        out[to + 3] = in[in3 + k];
        out[to + 4] = in[in4 + k];
        out[to + 5] = in[in5 + k];
      }
    }
  }

  /**
   * As many columns at a time as a vector has lanes, n: six vectors of the panel. Lane l of vector
   * v holds row (n v + l) mod 6 of column (n v + l) / 6, so that rearranging all rows alike and
   * blending them makes the vector. Two vectors begin with row 0, two with row 2, two with row 4.
   */
  record Lanewise() implements RowPacking {
    private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final RowPacking TAIL = new Plain();

    /** The first vector that begins with row 2, and that begins with row 4. */
    private static final int FROM_2 = LANES % Tiles.ROWS == 2 ? 1 : 2;

    private static final int FROM_4 = 3 - FROM_2;
    private static final VectorShuffle<Float> FIRST_FROM_0 = columnsOf(0);
    private static final VectorShuffle<Float> FIRST_FROM_2 = columnsOf(FROM_2);
    private static final VectorShuffle<Float> FIRST_FROM_4 = columnsOf(FROM_4);
    private static final VectorShuffle<Float> SECOND_FROM_0 = columnsOf(3);
    private static final VectorShuffle<Float> SECOND_FROM_2 = columnsOf(3 + FROM_2);
    private static final VectorShuffle<Float> SECOND_FROM_4 = columnsOf(3 + FROM_4);
    private static final VectorMask<Float> LANES_1 = lanesFrom(1);
    private static final VectorMask<Float> LANES_2 = lanesFrom(2);
    private static final VectorMask<Float> LANES_3 = lanesFrom(3);
    private static final VectorMask<Float> LANES_4 = lanesFrom(4);
    private static final VectorMask<Float> LANES_5 = lanesFrom(5);

    private static VectorShuffle<Float> columnsOf(int vector) {
      return VectorShuffle.fromOp(SPECIES, lane -> (vector * LANES + lane) / Tiles.ROWS);
    }

    /** Returns every sixth lane. */
    private static VectorMask<Float> lanesFrom(int first) {
      boolean[] lanes = new boolean[LANES];
      for (int lane = first; lane < LANES; lane += Tiles.ROWS) {
        lanes[lane] = true;
      }
      return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    @Override
    public void pack(
        float[] in, int inStart, int inStride, int columns, float[] out, int outStart) {
      int whole = columns / LANES * LANES;
      packWhole(in, inStart, inStride, whole, out, outStart);
      int done = outStart + whole * Tiles.ROWS;
      TAIL.pack(in, inStart + whole, inStride, columns - whole, out, done);
    }

    private static void packWhole(
        float[] in, int inStart, int inStride, int columns, float[] out, int outStart) {
      int in1 = inStart + inStride;
      int in2 = in1 + inStride;
      int in3 = in2 + inStride;
      int in4 = in3 + inStride;
      int in5 = in4 + inStride;
      for (int k = 0; k < columns; k += LANES) {
        FloatVector row0 = load(in, inStart + k);
        FloatVector row1 = load(in, in1 + k);
        FloatVector row2 = load(in, in2 + k);
        FloatVector row3 = load(in, in3 + k);
        FloatVector row4 = load(in, in4 + k);
        FloatVector row5 = load(in, in5 + k);
        int to = outStart + k * Tiles.ROWS;
        int half = to + 3 * LANES;
        merge(row0, row1, row2, row3, row4, row5, FIRST_FROM_0).intoArray(out, to);
        merge(row2, row3, row4, row5, row0, row1, FIRST_FROM_2).intoArray(out, to + FROM_2 * LANES);
        merge(row4, row5, row0, row1, row2, row3, FIRST_FROM_4).intoArray(out, to + FROM_4 * LANES);
        merge(row0, row1, row2, row3, row4, row5, SECOND_FROM_0).intoArray(out, half);
        merge(row2, row3, row4, row5, row0, row1, SECOND_FROM_2)
            .intoArray(out, half + FROM_2 * LANES);
        merge(row4, row5, row0, row1, row2, row3, SECOND_FROM_4)
            .intoArray(out, half + FROM_4 * LANES);
      }
    }

    /** Returns columns of x0 in every sixth lane from 0 on, of x1 from 1 on, and so forth. */
    private static FloatVector merge(
        FloatVector x0,
        FloatVector x1,
        FloatVector x2,
        FloatVector x3,
        FloatVector x4,
        FloatVector x5,
        VectorShuffle<Float> columns) {
      return x0.rearrange(columns)
          .blend(x1.rearrange(columns), LANES_1)
          .blend(x2.rearrange(columns), LANES_2)
          .blend(x3.rearrange(columns), LANES_3)
          .blend(x4.rearrange(columns), LANES_4)
          .blend(x5.rearrange(columns), LANES_5);
    }

    private static FloatVector load(float[] array, int offset) {
      return FloatVector.fromArray(SPECIES, array, offset);
    }
  }
}
