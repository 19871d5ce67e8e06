package io.embed4j.core.math;

/**
 * The arithmetic behind {@link FunctionGradients}: gradients of rows of {@code length} floats,
 * replaced in place. No checks. Two implementations: {@code SimdGradients} and its oracle {@link
 * ScalarGradients}.
 */
interface GradientKernels {
  void gelu(float[] x, int xOffset, float[] dy, int dyOffset, int length);

  void tanhGelu(float[] x, int xOffset, float[] dy, int dyOffset, int length);

  void swish(float[] x, int xOffset, float[] dy, int dyOffset, int length, float beta);

  void relu(float[] x, int xOffset, float[] dy, int dyOffset, int length);

  void tanh(float[] x, int xOffset, float[] dy, int dyOffset, int length);

  void layerNorm(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset);

  void rmsNorm(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset);

  void probabilities(
      float[] s, int sOffset, int length, float[] shifts, float[] scales, int columnOffset);

  void softmax(
      float[] p, int pOffset, float[] dp, int dpOffset, int length, float[] means, int meansOffset);

  /** Works on the elements of each part from {@code from} on: the tail of a SIMD loop. */
  void lstm(
      float[] gates,
      int gatesOffset,
      float[] c,
      int cOffset,
      int beforeOffset,
      float[] dh,
      float[] dc,
      int dOffset,
      int width,
      int from);

  /** Works on the elements of each part from {@code from} on: the tail of a SIMD loop. */
  void gru(
      float[] gates,
      int gatesOffset,
      float[] r,
      int rOffset,
      float[] before,
      int beforeOffset,
      float[] dh,
      int dhOffset,
      int width,
      int from);
}
