package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;

/** Distances between all rows of A and all columns of a packed matrix, and their gradients. */
public final class Distances {
  private Distances() {}

  /** C[i, j] = Σₖ |A[i, k] − B[k, fromColumn + j]|. */
  public static void l1(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    workers.forEach(
        c.rows(),
        i -> {
          for (int j = 0; j < c.columns(); j++) {
            float sum = 0;
            for (int k = 0; k < a.columns(); k++) {
              sum += Math.abs(a.at(i, k) - b.at(k, fromColumn + j));
            }
            c.data()[c.offset() + i * c.rowStride() + j] = sum;
          }
        });
  }

  /** C[i, j] = Σₖ |A[i, k] − B[k, fromColumn + j]| over complex numbers, all real parts first. */
  public static void modulus(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    int d = a.columns() / 2;
    workers.forEach(
        c.rows(),
        i -> {
          for (int j = 0; j < c.columns(); j++) {
            float sum = 0;
            for (int k = 0; k < d; k++) {
              float re = a.at(i, k) - b.at(k, fromColumn + j);
              float im = a.at(i, d + k) - b.at(d + k, fromColumn + j);
              sum += (float) Math.sqrt(Math.fma(im, im, re * re));
            }
            c.data()[c.offset() + i * c.rowStride() + j] = sum;
          }
        });
  }

  /**
   * dA[i] += Σⱼ W[i, j] sign(A[i] − B[j]) and dB[j] −= Σᵢ W[i, j] sign(A[i] − B[j]); B holds rows.
   */
  public static void addL1Gradient(
      Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers) {
    workers.forEach(a.rows(), i -> addSigns(w, a, b, da, i));
    workers.forEach(b.rows(), j -> addSigns(w.transposed(), b, a, db, j));
  }

  private static void addSigns(Matrix w, Matrix a, Matrix b, Matrix da, int i) {
    for (int j = 0; j < b.rows(); j++) {
      for (int k = 0; k < a.columns(); k++) {
        da.data()[da.offset() + i * da.rowStride() + k] +=
            w.at(i, j) * Math.signum(a.at(i, k) - b.at(j, k));
      }
    }
  }

  /** The same for the complex modulus, with (A[i] − B[j]) / |A[i] − B[j]| in place of the sign. */
  public static void addModulusGradient(
      Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers) {
    workers.forEach(a.rows(), i -> addDirections(w, a, b, da, i));
    workers.forEach(b.rows(), j -> addDirections(w.transposed(), b, a, db, j));
  }

  private static void addDirections(Matrix w, Matrix a, Matrix b, Matrix da, int i) {
    int d = a.columns() / 2;
    int out = da.offset() + i * da.rowStride();
    for (int j = 0; j < b.rows(); j++) {
      for (int k = 0; k < d; k++) {
        float re = a.at(i, k) - b.at(j, k);
        float im = a.at(i, d + k) - b.at(j, d + k);
        float modulus = (float) Math.sqrt(Math.fma(im, im, re * re));
        if (modulus > 0) {
          da.data()[out + k] += w.at(i, j) * re / modulus;
          da.data()[out + d + k] += w.at(i, j) * im / modulus;
        }
      }
    }
  }
}
