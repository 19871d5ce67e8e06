package io.embed4j.encode.audio.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * The discrete Fourier transform of complex numbers, X_k = Σ x_j exp(−2πi j k / n), in double:
 * Stockham's self-sorting form with factors 4, 2, 3, 5 and any other prime (Van Loan: Computational
 * Frameworks for the Fast Fourier Transform, 1992, section 1.7). Belongs to one thread at a time.
 */
final class Fft {
  private final int n;
  private final int[] factors;
  private final double[] cos; // cos(2π j / n)
  private final double[] sin;
  private double[] re;
  private double[] im;
  private double[] nextRe;
  private double[] nextIm;

  Fft(int n) {
    this.n = n;
    this.factors = factors(n);
    this.cos = new double[n];
    this.sin = new double[n];
    for (int j = 0; j < n; j++) {
      cos[j] = Math.cos(2 * Math.PI * j / n);
      sin[j] = Math.sin(2 * Math.PI * j / n);
    }
    this.re = new double[n];
    this.im = new double[n];
    this.nextRe = new double[n];
    this.nextIm = new double[n];
  }

  private static int[] factors(int n) {
    List<Integer> factors = new ArrayList<>();
    int left = n;
    while (left % 4 == 0) {
      factors.add(4);
      left /= 4;
    }
    for (int factor = 2; left > 1; factor++) {
      while (left % factor == 0) {
        factors.add(factor);
        left /= factor;
      }
    }
    return factors.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns where the real parts stand, before and after {@link #transform}. */
  double[] re() {
    return re;
  }

  /** Returns where the imaginary parts stand, before and after {@link #transform}. */
  double[] im() {
    return im;
  }

  /** Replaces {@link #re} and {@link #im}, whose arrays may be other ones then. */
  void transform() {
    int stride = 1;
    int left = n;
    for (int factor : factors) {
      left /= factor;
      for (int p = 0; p < left; p++) {
        switch (factor) {
          case 2 -> two(p, left, stride);
          case 4 -> four(p, left, stride);
          case 5 -> five(p, left, stride);
          default -> any(factor, p, left, stride);
        }
      }
      stride *= factor;
      swap();
    }
  }

  private void swap() {
    double[] oldRe = re;
    double[] oldIm = im;
    re = nextRe;
    im = nextIm;
    nextRe = oldRe;
    nextIm = oldIm;
  }

  private void two(int p, int left, int stride) {
    double c = cos[p * stride];
    double s = sin[p * stride];
    int a = stride * p;
    int b = a + stride * left;
    int to = 2 * stride * p;
    for (int q = 0; q < stride; q++) {
      double dRe = re[a + q] - re[b + q];
      double dIm = im[a + q] - im[b + q];
      nextRe[to + q] = re[a + q] + re[b + q];
      nextIm[to + q] = im[a + q] + im[b + q];
      nextRe[to + stride + q] = dRe * c + dIm * s;
      nextIm[to + stride + q] = dIm * c - dRe * s;
    }
  }

  private void four(int p, int left, int stride) {
    double c1 = cos[p * stride];
    double s1 = sin[p * stride];
    double c2 = cos[2 * p * stride];
    double s2 = sin[2 * p * stride];
    double c3 = cos[3 * p * stride];
    double s3 = sin[3 * p * stride];
    int x0 = stride * p;
    int x1 = x0 + stride * left;
    int x2 = x1 + stride * left;
    int x3 = x2 + stride * left;
    int to = 4 * stride * p;
    for (int q = 0; q < stride; q++) {
      double sumRe = re[x0 + q] + re[x2 + q];
      double sumIm = im[x0 + q] + im[x2 + q];
      double difRe = re[x0 + q] - re[x2 + q];
      double difIm = im[x0 + q] - im[x2 + q];
      double oddRe = re[x1 + q] + re[x3 + q];
      double oddIm = im[x1 + q] + im[x3 + q];
      double turnRe = im[x1 + q] - im[x3 + q]; // −i (x1 − x3)
      double turnIm = re[x3 + q] - re[x1 + q];
      double y1Re = difRe + turnRe;
      double y1Im = difIm + turnIm;
      double y2Re = sumRe - oddRe;
      double y2Im = sumIm - oddIm;
      double y3Re = difRe - turnRe;
      double y3Im = difIm - turnIm;
      nextRe[to + q] = sumRe + oddRe;
      nextIm[to + q] = sumIm + oddIm;
      nextRe[to + stride + q] = y1Re * c1 + y1Im * s1;
      nextIm[to + stride + q] = y1Im * c1 - y1Re * s1;
      nextRe[to + 2 * stride + q] = y2Re * c2 + y2Im * s2;
      nextIm[to + 2 * stride + q] = y2Im * c2 - y2Re * s2;
      nextRe[to + 3 * stride + q] = y3Re * c3 + y3Im * s3;
      nextIm[to + 3 * stride + q] = y3Im * c3 - y3Re * s3;
    }
  }

  private static final double C1 = Math.cos(2 * Math.PI / 5);
  private static final double C2 = Math.cos(4 * Math.PI / 5);
  private static final double S1 = Math.sin(2 * Math.PI / 5);
  private static final double S2 = Math.sin(4 * Math.PI / 5);

  private void five(int p, int left, int stride) {
    int x0 = stride * p;
    int step = stride * left;
    int to = 5 * stride * p;
    for (int q = 0; q < stride; q++) {
      int at = x0 + q;
      double outRe = re[at + step] + re[at + 4 * step];
      double outIm = im[at + step] + im[at + 4 * step];
      double inRe = re[at + 2 * step] + re[at + 3 * step];
      double inIm = im[at + 2 * step] + im[at + 3 * step];
      double dOutRe = re[at + step] - re[at + 4 * step];
      double dOutIm = im[at + step] - im[at + 4 * step];
      double dInRe = re[at + 2 * step] - re[at + 3 * step];
      double dInIm = im[at + 2 * step] - im[at + 3 * step];
      double aRe = re[at] + C1 * outRe + C2 * inRe;
      double aIm = im[at] + C1 * outIm + C2 * inIm;
      double bRe = re[at] + C2 * outRe + C1 * inRe;
      double bIm = im[at] + C2 * outIm + C1 * inIm;
      double cRe = S1 * dOutIm + S2 * dInIm; // −i (S1 dOut + S2 dIn)
      double cIm = -(S1 * dOutRe + S2 * dInRe);
      double dRe = S2 * dOutIm - S1 * dInIm;
      double dIm = -(S2 * dOutRe - S1 * dInRe);
      nextRe[to + q] = re[at] + outRe + inRe;
      nextIm[to + q] = im[at] + outIm + inIm;
      turned(1, p, stride, to + q, aRe + cRe, aIm + cIm);
      turned(2, p, stride, to + q, bRe + dRe, bIm + dIm);
      turned(3, p, stride, to + q, bRe - dRe, bIm - dIm);
      turned(4, p, stride, to + q, aRe - cRe, aIm - cIm);
    }
  }

  /** Writes y exp(−2πi p k stride / n) to the k-th of the places. */
  private void turned(int k, int p, int stride, int to, double yRe, double yIm) {
    double c = cos[k * p * stride];
    double s = sin[k * p * stride];
    nextRe[to + k * stride] = yRe * c + yIm * s;
    nextIm[to + k * stride] = yIm * c - yRe * s;
  }

  private void any(int factor, int p, int left, int stride) {
    for (int k = 0; k < factor; k++) {
      for (int q = 0; q < stride; q++) {
        double yRe = 0;
        double yIm = 0;
        for (int j = 0; j < factor; j++) {
          int angle = j * k % factor * (n / factor);
          int from = stride * (p + left * j) + q;
          yRe += re[from] * cos[angle] + im[from] * sin[angle];
          yIm += im[from] * cos[angle] - re[from] * sin[angle];
        }
        turned(k, p, stride, factor * stride * p + q, yRe, yIm);
      }
    }
  }
}
