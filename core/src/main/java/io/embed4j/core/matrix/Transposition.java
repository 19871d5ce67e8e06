package io.embed4j.core.matrix;

/**
 * Copies a matrix with rows and columns exchanged, in square blocks that stay in the first-level
 * cache. Both sides are arrays whose rows are contiguous.
 */
abstract class Transposition {
  /** Kept between copies: blocks are small, and many. */
  private static final ThreadLocal<Transposition> OF_THREAD =
      ThreadLocal.withInitial(Tiles::transposition);

  private final int side;

  /**
   * Makes a transposition.
   *
   * @param side of a block
   */
  Transposition(int side) {
    this.side = side;
  }

  /** Returns the object of this thread. */
  static Transposition ofThread() {
    return OF_THREAD.get();
  }

  /** Copies one whole block: {@code out[j, i] = in[i, j]}. */
  abstract void block(
      float[] in, int inStart, int inStride, float[] out, int outStart, int outStride);

  /**
   * Copies {@code rows × columns} of one array: {@code out[j, i] = in[i, j]}. Blocks at the edge
   * overlap the ones before; a matrix smaller than a block is copied element by element.
   */
  final void copy(
      float[] in,
      int inStart,
      int inStride,
      int rows,
      int columns,
      float[] out,
      int outStart,
      int outStride) {
    if (rows < side || columns < side) {
      copyElements(in, inStart, inStride, rows, columns, out, outStart, outStride);
      return;
    }
    for (int next = 0; next < rows; next += side) {
      int i = Math.min(next, rows - side);
      for (int nextColumn = 0; nextColumn < columns; nextColumn += side) {
        int j = Math.min(nextColumn, columns - side);
        int from = inStart + i * inStride + j;
        block(in, from, inStride, out, outStart + j * outStride + i, outStride);
      }
    }
  }

  private static void copyElements(
      float[] in,
      int inStart,
      int inStride,
      int rows,
      int columns,
      float[] out,
      int outStart,
      int outStride) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        out[outStart + j * outStride + i] = in[inStart + i * inStride + j];
      }
    }
  }

  /** Element by element. */
  static final class Plain extends Transposition {
    private static final int SIDE = 16;

    Plain() {
      super(SIDE);
    }

    @Override
    void block(float[] in, int inStart, int inStride, float[] out, int outStart, int outStride) {
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          out[outStart + j * outStride + i] = in[inStart + i * inStride + j];
        }
      }
    }
  }
}
