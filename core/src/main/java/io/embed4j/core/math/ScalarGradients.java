package io.embed4j.core.math;

/**
 * Plain loops: the oracle of {@code SimdGradients}, and the fallback where the Vector API is
 * absent. An element of an activation's gradient has the same bits in both.
 */
final class ScalarGradients implements GradientKernels {
  @Override
  public void gelu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    for (int i = 0; i < length; i++) {
      dy[dyOffset + i] *= GeluSlope.EXACT.at(x[xOffset + i]);
    }
  }

  @Override
  public void tanhGelu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    for (int i = 0; i < length; i++) {
      dy[dyOffset + i] *= GeluSlope.TANH.at(x[xOffset + i]);
    }
  }

  @Override
  public void swish(float[] x, int xOffset, float[] dy, int dyOffset, int length, float beta) {
    for (int i = 0; i < length; i++) {
      float value = x[xOffset + i] * beta;
      float e = Exponential.of(-value);
      float s = 1 / (e + 1);
      dy[dyOffset + i] *= s * Math.fma(value, e * s, 1); // e s is 1 − s, but exact near 0
    }
  }

  @Override
  public void relu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    for (int i = 0; i < length; i++) {
      if (!(x[xOffset + i] > 0)) {
        dy[dyOffset + i] = 0;
      }
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    for (int i = 0; i < length; i++) {
      float value = Tanh.of(x[xOffset + i]);
      dy[dyOffset + i] *= Math.fma(-value, value, 1);
    }
  }

  @Override
  public void layerNorm(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[xOffset + i];
    }
    float mean = sum / length;
    float squares = 0;
    for (int i = 0; i < length; i++) {
      float d = x[xOffset + i] - mean;
      squares = Math.fma(d, d, squares);
    }
    float scale = ScalarFunctions.inverseRoot(squares / length + epsilon);
    float sumG = 0;
    float sumGx = 0;
    for (int i = 0; i < length; i++) {
      float normal = (x[xOffset + i] - mean) * scale;
      float d = dy[dyOffset + i];
      float g = d * gamma[i];
      sumG += g;
      sumGx = Math.fma(g, normal, sumGx);
      sums[sumsOffset + i] = Math.fma(d, normal, sums[sumsOffset + i]);
      sums[sumsOffset + length + i] += d;
    }
    float meanG = sumG / length;
    float meanGx = sumGx / length;
    for (int i = 0; i < length; i++) {
      float normal = (x[xOffset + i] - mean) * scale;
      float g = dy[dyOffset + i] * gamma[i] - meanG;
      dy[dyOffset + i] = Math.fma(-normal, meanGx, g) * scale;
    }
  }

  @Override
  public void rmsNorm(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float epsilon,
      float[] sums,
      int sumsOffset) {
    float squares = 0;
    for (int i = 0; i < length; i++) {
      squares = Math.fma(x[xOffset + i], x[xOffset + i], squares);
    }
    float scale = ScalarFunctions.inverseRoot(squares / length + epsilon);
    float sumGx = 0;
    for (int i = 0; i < length; i++) {
      float normal = x[xOffset + i] * scale;
      float d = dy[dyOffset + i];
      sumGx = Math.fma(d * gamma[i], normal, sumGx);
      sums[sumsOffset + i] = Math.fma(d, normal, sums[sumsOffset + i]);
    }
    float meanGx = sumGx / length;
    for (int i = 0; i < length; i++) {
      float normal = x[xOffset + i] * scale;
      dy[dyOffset + i] = Math.fma(-normal, meanGx, dy[dyOffset + i] * gamma[i]) * scale;
    }
  }

  @Override
  public void probabilities(
      float[] s, int sOffset, int length, float[] shifts, float[] scales, int columnOffset) {
    for (int i = 0; i < length; i++) {
      float e = Exponential.of(s[sOffset + i] - shifts[columnOffset + i]);
      s[sOffset + i] = e * scales[columnOffset + i];
    }
  }

  @Override
  public void softmax(
      float[] p,
      int pOffset,
      float[] dp,
      int dpOffset,
      int length,
      float[] means,
      int meansOffset) {
    for (int i = 0; i < length; i++) {
      dp[dpOffset + i] = p[pOffset + i] * (dp[dpOffset + i] - means[meansOffset + i]);
    }
  }

  @Override
  public void lstm(
      float[] gates,
      int gatesOffset,
      float[] c,
      int cOffset,
      int beforeOffset,
      float[] dh,
      float[] dc,
      int dOffset,
      int width,
      int from) {
    int fOffset = gatesOffset + width;
    int gOffset = fOffset + width;
    int oOffset = gOffset + width;
    for (int j = from; j < width; j++) {
      float i = gates[gatesOffset + j];
      float f = gates[fOffset + j];
      float g = gates[gOffset + j];
      float o = gates[oOffset + j];
      float t = c[cOffset + j];
      float d = dh[dOffset + j];
      float cell = Math.fma(d * o, Math.fma(-t, t, 1), dc[dOffset + j]);
      gates[gatesOffset + j] = cell * g * Math.fma(-i, i, i);
      gates[fOffset + j] = cell * c[beforeOffset + j] * Math.fma(-f, f, f);
      gates[gOffset + j] = cell * i * Math.fma(-g, g, 1);
      gates[oOffset + j] = d * t * Math.fma(-o, o, o);
      dc[dOffset + j] = cell * f;
    }
  }

  @Override
  public void gru(
      float[] gates,
      int gatesOffset,
      float[] r,
      int rOffset,
      float[] before,
      int beforeOffset,
      float[] dh,
      int dhOffset,
      int width,
      int from) {
    for (int j = from; j < width; j++) {
      float reset = gates[gatesOffset + j];
      float z = gates[gatesOffset + width + j];
      float n = gates[gatesOffset + 2 * width + j];
      float d = dh[dhOffset + j];
      float dn = d * (1 - z) * Math.fma(-n, n, 1);
      float dz = d * (before[beforeOffset + j] - n) * Math.fma(-z, z, z);
      float dr = dn * r[rOffset + 2 * width + j] * Math.fma(-reset, reset, reset);
      gates[gatesOffset + j] = dr;
      gates[gatesOffset + width + j] = dz;
      gates[gatesOffset + 2 * width + j] = dn;
      r[rOffset + j] = dr;
      r[rOffset + width + j] = dz;
      r[rOffset + 2 * width + j] = dn * reset;
      dh[dhOffset + j] = d * z;
    }
  }
}
