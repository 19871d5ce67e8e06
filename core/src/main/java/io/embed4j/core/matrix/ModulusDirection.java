package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** direction(x) = x / |x| for complex x, 0 for 0. One vector at a time: root and quotient cost. */
final class ModulusDirection implements Direction {
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
    int dim = b.columns() / 2;
    int k = 0;
    for (int bound = dim - LANES; k <= bound; k += LANES) {
      oneVector(w, wStart, wStride, a, aStart + k, b, k, da, daStart + k);
    }
    ScalarDirections.addUnits(w, wStart, wStride, a, aStart, b, k, da, daStart);
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
    int dim = b.columns() / 2;
    FloatVector aRe = load(a, aStart);
    FloatVector aIm = load(a, aStart + dim);
    FloatVector accRe = FloatVector.zero(SPECIES);
    FloatVector accIm = FloatVector.zero(SPECIES);
    float[] rows = b.data();
    int start = b.offset() + column;
    int stride = b.rowStride();
    int n = b.rows();
    for (int j = 0; j < n; j++) {
      int row = start + j * stride;
      FloatVector re = aRe.sub(load(rows, row));
      FloatVector im = aIm.sub(load(rows, row + dim));
      FloatVector modulus = im.fma(im, re.mul(re)).sqrt();
      FloatVector x = FloatVector.broadcast(SPECIES, w[wStart + j * wStride]);
      FloatVector scale = x.div(modulus).blend(0, modulus.compare(VectorOperators.EQ, 0));
      accRe = re.fma(scale, accRe);
      accIm = im.fma(scale, accIm);
    }
    load(da, daStart).add(accRe).intoArray(da, daStart);
    load(da, daStart + dim).add(accIm).intoArray(da, daStart + dim);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
