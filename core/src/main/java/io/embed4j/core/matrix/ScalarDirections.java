package io.embed4j.core.matrix;

/**
 * Plain twins of the SIMD directions: their oracles, the loops over the last few columns, and the
 * fallback where the Vector API is absent.
 */
final class ScalarDirections {
  private ScalarDirections() {}

  /** sign(x). */
  static final class L1 implements Direction {
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
      addSigns(w, wStart, wStride, a, aStart, b, 0, da, daStart);
    }
  }

  /** x / |x| for complex x. */
  static final class Modulus implements Direction {
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
      addUnits(w, wStart, wStride, a, aStart, b, 0, da, daStart);
    }
  }

  /** The columns from {@code from} of a row of the L1 gradient. */
  static void addSigns(
      float[] w,
      int wStart,
      int wStride,
      float[] a,
      int aStart,
      Matrix b,
      int from,
      float[] da,
      int daStart) {
    for (int k = from; k < b.columns(); k++) {
      float sum = 0;
      for (int j = 0; j < b.rows(); j++) {
        float difference = a[aStart + k] - b.at(j, k);
        float weight = w[wStart + j * wStride];
        sum += difference > 0 ? weight : difference < 0 ? -weight : 0;
      }
      da[daStart + k] += sum;
    }
  }

  /** The complex columns from {@code from} of a row of the modulus gradient. */
  static void addUnits(
      float[] w,
      int wStart,
      int wStride,
      float[] a,
      int aStart,
      Matrix b,
      int from,
      float[] da,
      int daStart) {
    int dim = b.columns() / 2;
    for (int k = from; k < dim; k++) {
      float sumRe = 0;
      float sumIm = 0;
      for (int j = 0; j < b.rows(); j++) {
        float re = a[aStart + k] - b.at(j, k);
        float im = a[aStart + dim + k] - b.at(j, dim + k);
        float modulus = (float) Math.sqrt(Math.fma(im, im, re * re));
        float scale = modulus == 0 ? 0 : w[wStart + j * wStride] / modulus;
        sumRe = Math.fma(re, scale, sumRe);
        sumIm = Math.fma(im, scale, sumIm);
      }
      da[daStart + k] += sumRe;
      da[daStart + dim + k] += sumIm;
    }
  }
}
