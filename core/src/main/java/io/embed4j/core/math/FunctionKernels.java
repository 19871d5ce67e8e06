package io.embed4j.core.math;

/**
 * The arithmetic behind {@link RowFunctions}, in place on {@code length} floats from an offset. No
 * checks. Two implementations: {@code SimdFunctions} and its oracle {@link ScalarFunctions}.
 */
interface FunctionKernels {
  void gelu(float[] x, int offset, int length);

  void tanhGelu(float[] x, int offset, int length);

  void swish(float[] x, int offset, int length, float beta);

  void relu(float[] x, int offset, int length);

  void sigmoid(float[] x, int offset, int length);

  void tanh(float[] x, int offset, int length);

  void layerNorm(float[] x, int offset, int length, float[] gamma, float[] beta, float epsilon);

  void rmsNorm(float[] x, int offset, int length, float[] gamma, float epsilon);
}
