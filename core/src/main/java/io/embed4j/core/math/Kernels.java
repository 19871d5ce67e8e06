package io.embed4j.core.math;

/**
 * The arithmetic behind {@link Vectors}: every operation on {@code length} floats that start at an
 * offset. No checks. Two implementations: {@code SimdKernels} and its oracle {@link ScalarKernels}.
 */
interface Kernels {
  String description();

  float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

  float sum(float[] x, int offset, int length);

  float max(float[] x, int offset, int length);

  float squaredNorm(float[] x, int offset, int length);

  float l1Norm(float[] x, int offset, int length);

  float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length);

  float l1Distance(float[] a, int aOffset, float[] b, int bOffset, int length);

  float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int dim);

  void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length);

  void product(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length);

  void addProduct(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length);

  void scaleInPlace(float scale, float[] x, int offset, int length);

  void dropOutInPlace(float[] x, int offset, int length, float share, int key, int place);

  void dropOutColumnInPlace(
      float[] x, int offset, int length, float share, int[] keys, int keysOffset, int place);

  float exponentiateInPlace(float[] x, int offset, int length, float shift);

  double sigmoidInPlace(float[] x, int offset, int length, float shift);

  float exponentialSum(float[] x, int offset, int length, float shift);

  void sgd(float[] x, int xOffset, float[] g, int gOffset, int length, float rate);

  void adagrad(
      float[] x,
      float[] state,
      int offset,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float epsilon);

  void adam(
      float[] x,
      float[] moment1,
      float[] moment2,
      int offset,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float beta1,
      float beta2,
      float epsilon);

  void adamW(
      float[] x,
      float[] moment1,
      float[] moment2,
      float[] g,
      int offset,
      int length,
      float kept,
      float factor,
      float rate,
      float beta1,
      float beta2,
      float epsilon);
}
