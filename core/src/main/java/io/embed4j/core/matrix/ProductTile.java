package io.embed4j.core.matrix;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * c[i, j] = Σₖ a[i, k] · b[k, j] by fused multiply-adds, k ascending: 6 rows × 2 vectors, for 16
 * vector registers. See GemmBench in bench.
 *
 * <p>Two k a round: address arithmetic is a third of all instructions otherwise, and where a core
 * is shared with another thread, instructions count more than multiply-adds. Three k would exceed
 * what the compiler inlines. Where the depth is odd, the next k is read too: packing has put zeros
 * there.
 */
final class ProductTile extends SimdTile {
  /**
   * AVX2 has 16 registers. Left alone, the compiler loads all elements of A first, runs out of them
   * and keeps an accumulator in memory, which halves the speed. A fence after every two rows stops
   * it; on x86 a load fence is no instruction.
   */
  private static final boolean FENCED =
      System.getProperty("os.arch").equals("amd64") && SPECIES.vectorBitSize() <= 256;

  @Override
  public int chain() {
    return Tiles.PRODUCT_CHAIN;
  }

  @Override
  public void compute(float[] a, int aStart, float[] b, int bStart, int depth, float[] sums) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k += 2) {
      int ai = aStart + ROWS * k;
      int bi = bStart + COLUMNS * k;
      FloatVector b0 = load(b, bi);
      FloatVector b1 = load(b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ai]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ai + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ai + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[ai + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      fence();
      b0 = load(b, bi + 2 * LANES);
      b1 = load(b, bi + 3 * LANES);
      x = FloatVector.broadcast(SPECIES, a[ai + 6]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ai + 7]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 8]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ai + 9]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 10]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[ai + 11]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    store(c00, c01, sums, 0);
    store(c10, c11, sums, COLUMNS);
    store(c20, c21, sums, 2 * COLUMNS);
    store(c30, c31, sums, 3 * COLUMNS);
    store(c40, c41, sums, 4 * COLUMNS);
    store(c50, c51, sums, 5 * COLUMNS);
  }

  private static void fence() {
    if (FENCED) {
      VarHandle.loadLoadFence();
    }
  }
}
