package io.embed4j.core.math;

/**
 * Plain loops: the oracle of {@code SimdFunctions}, and the fallback where the Vector API is
 * absent. An element of an activation has the same bits in both.
 */
final class ScalarFunctions implements FunctionKernels {
  static final float SQRT_HALF = 0.70710677f;
  static final float TANH_GELU_1 = 1.595769f; // 2 √(2/π)
  static final float TANH_GELU_3 = 0.044715f;

  @Override
  public void gelu(float[] x, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      float half = x[i] * 0.5f;
      x[i] = Math.fma(half, Erf.of(x[i] * SQRT_HALF), half);
    }
  }

  /** ½ x (1 + tanh u) = x / (1 + exp(−2u)). */
  @Override
  public void tanhGelu(float[] x, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      float value = x[i];
      float twice = value * TANH_GELU_1 * Math.fma(value * value, TANH_GELU_3, 1);
      x[i] = value / (Exponential.of(-twice) + 1);
    }
  }

  @Override
  public void swish(float[] x, int offset, int length, float beta) {
    for (int i = offset; i < offset + length; i++) {
      x[i] = x[i] / (Exponential.of(x[i] * -beta) + 1);
    }
  }

  @Override
  public void relu(float[] x, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void sigmoid(float[] x, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      x[i] = 1 / (Exponential.of(-x[i]) + 1);
    }
  }

  @Override
  public void tanh(float[] x, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      x[i] = Tanh.of(x[i]);
    }
  }

  @Override
  public void layerNorm(
      float[] x, int offset, int length, float[] gamma, float[] beta, float epsilon) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[offset + i];
    }
    float mean = sum / length;
    float squares = 0;
    for (int i = 0; i < length; i++) {
      float d = x[offset + i] - mean;
      squares = Math.fma(d, d, squares);
    }
    float scale = inverseRoot(squares / length + epsilon);
    for (int i = 0; i < length; i++) {
      x[offset + i] = Math.fma((x[offset + i] - mean) * scale, gamma[i], beta[i]);
    }
  }

  @Override
  public void rmsNorm(float[] x, int offset, int length, float[] gamma, float epsilon) {
    float squares = 0;
    for (int i = 0; i < length; i++) {
      squares = Math.fma(x[offset + i], x[offset + i], squares);
    }
    float scale = inverseRoot(squares / length + epsilon);
    for (int i = 0; i < length; i++) {
      x[offset + i] = x[offset + i] * scale * gamma[i];
    }
  }

  static float inverseRoot(float x) {
    return (float) (1 / Math.sqrt(x));
  }
}
