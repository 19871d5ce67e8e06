package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** direction(x) = sign(x), element by element. Four vectors of the row at a time, over all j. */
final class L1Direction implements Direction {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();

  @Override
  public void addRow(
      float[] w,
      int wStart,
      int wStride,
      float[] a,
      int aStart,
      Matrix b,
      float[] da,
      int daStart) {
    int k = 0;
    for (int bound = b.columns() - 4 * LANES; k <= bound; k += 4 * LANES) {
      fourVectors(w, wStart, wStride, a, aStart + k, b, k, da, daStart + k);
    }
    for (int bound = b.columns() - LANES; k <= bound; k += LANES) {
      oneVector(w, wStart, wStride, a, aStart + k, b, k, da, daStart + k);
    }
    ScalarDirections.addSigns(w, wStart, wStride, a, aStart, b, k, da, daStart);
  }

  private static void fourVectors(
      float[] w,
      int wStart,
      int wStride,
      float[] a,
      int aStart,
      Matrix b,
      int column,
      float[] da,
      int daStart) {
    FloatVector a0 = load(a, aStart);
    FloatVector a1 = load(a, aStart + LANES);
    FloatVector a2 = load(a, aStart + 2 * LANES);
    FloatVector a3 = load(a, aStart + 3 * LANES);
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES);
    FloatVector acc2 = FloatVector.zero(SPECIES);
    FloatVector acc3 = FloatVector.zero(SPECIES);
    float[] rows = b.data();
    int start = b.offset() + column;
    int stride = b.rowStride();
    int n = b.rows();
    for (int j = 0; j < n; j++) {
      int row = start + j * stride;
      FloatVector x = FloatVector.broadcast(SPECIES, w[wStart + j * wStride]);
      acc0 = signed(x, a0.sub(load(rows, row))).add(acc0);
      acc1 = signed(x, a1.sub(load(rows, row + LANES))).add(acc1);
      acc2 = signed(x, a2.sub(load(rows, row + 2 * LANES))).add(acc2);
      acc3 = signed(x, a3.sub(load(rows, row + 3 * LANES))).add(acc3);
    }
    load(da, daStart).add(acc0).intoArray(da, daStart);
    load(da, daStart + LANES).add(acc1).intoArray(da, daStart + LANES);
    load(da, daStart + 2 * LANES).add(acc2).intoArray(da, daStart + 2 * LANES);
    load(da, daStart + 3 * LANES).add(acc3).intoArray(da, daStart + 3 * LANES);
  }

  private static void oneVector(
      float[] w,
      int wStart,
      int wStride,
      float[] a,
      int aStart,
      Matrix b,
      int column,
      float[] da,
      int daStart) {
    FloatVector a0 = load(a, aStart);
    FloatVector acc0 = FloatVector.zero(SPECIES);
    float[] rows = b.data();
    int start = b.offset() + column;
    int stride = b.rowStride();
    int n = b.rows();
    for (int j = 0; j < n; j++) {
      FloatVector x = FloatVector.broadcast(SPECIES, w[wStart + j * wStride]);
      acc0 = signed(x, a0.sub(load(rows, start + j * stride))).add(acc0);
    }
    load(da, daStart).add(acc0).intoArray(da, daStart);
  }

  /** Returns x · sign(difference). */
  private static FloatVector signed(FloatVector x, FloatVector difference) {
    FloatVector zero = FloatVector.zero(SPECIES);
    return zero.blend(x, difference.compare(VectorOperators.GT, 0))
        .blend(x.neg(), difference.compare(VectorOperators.LT, 0));
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
