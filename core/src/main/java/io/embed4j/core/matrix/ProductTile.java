package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** c[i, j] = Σₖ a[i, k] · b[k, j] by fused multiply-adds, k ascending. See GemmBench in bench. */
final class ProductTile implements Tile {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int COLUMNS = Tiles.COLUMNS;
  private static final int ROWS = Tiles.ROWS;

  /**
   * AVX2 has 16 registers. Left alone, the compiler loads all six elements of A first, runs out of
   * them and keeps an accumulator in memory, which halves the speed. A fence between the rows stops
   * it; on x86 a load fence is no instruction.
   */
  private static final boolean FENCED =
      System.getProperty("os.arch").equals("amd64") && SPECIES.vectorBitSize() <= 256;

  @Override
  public void compute(
      float[] a, int aStart, float[] b, int bStart, int depth, float[] c, int cStart, int cStride) {
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
    for (int k = 0; k < depth; k++) {
      int ai = aStart + ROWS * k;
      int bi = bStart + COLUMNS * k;
      FloatVector b0 = load(b, bi);
      FloatVector b1 = load(b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ai]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      fence();
      x = FloatVector.broadcast(SPECIES, a[ai + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    store(c00, c01, c, cStart);
    store(c10, c11, c, cStart + cStride);
    store(c20, c21, c, cStart + 2 * cStride);
    store(c30, c31, c, cStart + 3 * cStride);
    store(c40, c41, c, cStart + 4 * cStride);
    store(c50, c51, c, cStart + 5 * cStride);
  }

  private static void fence() {
    if (FENCED) {
      VarHandle.loadLoadFence();
    }
  }

  private static void store(FloatVector x0, FloatVector x1, float[] c, int at) {
    x0.intoArray(c, at);
    x1.intoArray(c, at + LANES);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
