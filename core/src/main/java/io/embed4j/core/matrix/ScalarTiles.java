package io.embed4j.core.matrix;

/**
 * Plain twins of the SIMD tiles, element by element: their oracles, and the fallback where the
 * Vector API is absent. An element is the same chain of operations in both, so the bits are equal.
 */
final class ScalarTiles {
  private ScalarTiles() {}

  /** The loops over a tile; a subclass says what happens for one element of C. */
  abstract static class Plain implements Tile {
    @Override
    public void compute(float[] a, int aStart, float[] b, int bStart, int depth, float[] sums) {
      for (int i = 0; i < Tiles.ROWS; i++) {
        for (int j = 0; j < Tiles.COLUMNS; j++) {
          sums[i * Tiles.COLUMNS + j] = element(a, aStart + i, b, bStart + j, depth);
        }
      }
    }

    @Override
    public int chain() {
      return Tiles.DISTANCE_CHAIN;
    }

    abstract float element(float[] a, int aStart, float[] b, int bStart, int depth);
  }

  /** Σ a·b. */
  static final class Product extends Plain {
    @Override
    public int chain() {
      return Tiles.PRODUCT_CHAIN;
    }

    @Override
    float element(float[] a, int aStart, float[] b, int bStart, int depth) {
      float sum = 0;
      for (int k = 0; k < depth; k++) {
        sum = Math.fma(a[aStart + k * Tiles.ROWS], b[bStart + k * Tiles.COLUMNS], sum);
      }
      return sum;
    }
  }

  /** Σ |a − b|. */
  static final class L1 extends Plain {
    @Override
    float element(float[] a, int aStart, float[] b, int bStart, int depth) {
      float sum = 0;
      for (int k = 0; k < depth; k++) {
        sum += Math.abs(a[aStart + k * Tiles.ROWS] - b[bStart + k * Tiles.COLUMNS]);
      }
      return sum;
    }
  }

  /** Σ (a − b)². */
  static final class Squared extends Plain {
    @Override
    float element(float[] a, int aStart, float[] b, int bStart, int depth) {
      float sum = 0;
      for (int k = 0; k < depth; k++) {
        float difference = a[aStart + k * Tiles.ROWS] - b[bStart + k * Tiles.COLUMNS];
        sum = Math.fma(difference, difference, sum);
      }
      return sum;
    }
  }

  /** Σ |a − b| over complex numbers. */
  static final class Modulus extends Plain {
    private final int dim;

    Modulus(int dim) {
      this.dim = dim;
    }

    @Override
    float element(float[] a, int aStart, float[] b, int bStart, int depth) {
      float sum = 0;
      for (int k = 0; k < depth; k++) {
        int ai = aStart + k * Tiles.ROWS;
        int bi = bStart + k * Tiles.COLUMNS;
        float re = a[ai] - b[bi];
        float im = a[ai + dim * Tiles.ROWS] - b[bi + dim * Tiles.COLUMNS];
        sum += (float) Math.sqrt(Math.fma(im, im, re * re));
      }
      return sum;
    }
  }
}
