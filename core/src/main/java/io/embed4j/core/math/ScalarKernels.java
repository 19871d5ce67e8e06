package io.embed4j.core.math;

/**
 * Plain loops: the oracle of {@code SimdKernels}, and the fallback where the Vector API is absent.
 */
final class ScalarKernels implements Kernels {
  /** Factors in [1, 2] whose product is far below the largest float. */
  static final int SOFTPLUS_BLOCK = 64;

  static final float DROP_RANGE = 0x1p31f;
  static final int DROP_STEP = 0x9E3779B9; // 2³² over the golden ratio
  static final int DROP_MIX_1 = 0x85EBCA6B;
  static final int DROP_MIX_2 = 0xC2B2AE35;

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum = Math.fma(a[aOffset + i], b[bOffset + i], sum);
    }
    return sum;
  }

  @Override
  public float sum(float[] x, int offset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  @Override
  public float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = x[offset + i] > max ? x[offset + i] : max;
    }
    return max;
  }

  @Override
  public float squaredNorm(float[] x, int offset, int length) {
    return dot(x, offset, x, offset, length);
  }

  @Override
  public float l1Norm(float[] x, int offset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Math.abs(x[offset + i]);
    }
    return sum;
  }

  @Override
  public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      float difference = a[aOffset + i] - b[bOffset + i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  @Override
  public float l1Distance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Math.abs(a[aOffset + i] - b[bOffset + i]);
    }
    return sum;
  }

  @Override
  public float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int dim) {
    float sum = 0;
    for (int i = 0; i < dim; i++) {
      float re = a[aOffset + i] - b[bOffset + i];
      float im = a[aOffset + dim + i] - b[bOffset + dim + i];
      sum += (float) Math.sqrt(Math.fma(im, im, re * re));
    }
    return sum;
  }

  @Override
  public void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Math.fma(scale, x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void product(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = scale * a[aOffset + i] * b[bOffset + i];
    }
  }

  @Override
  public void addProduct(
      float scale,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Math.fma(scale * a[aOffset + i], b[bOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void scaleInPlace(float scale, float[] x, int offset, int length) {
    for (int i = 0; i < length; i++) {
      x[offset + i] *= scale;
    }
  }

  @Override
  public void dropOutInPlace(float[] x, int offset, int length, float share, int key, int place) {
    int least = (int) (share * DROP_RANGE);
    float kept = 1 / (1 - share);
    for (int i = 0; i < length; i++) {
      int hash = dropHash(key + (place + i) * DROP_STEP);
      x[offset + i] = hash < least ? 0 : x[offset + i] * kept;
    }
  }

  @Override
  public void dropOutColumnInPlace(
      float[] x, int offset, int length, float share, int[] keys, int keysOffset, int place) {
    int least = (int) (share * DROP_RANGE);
    float kept = 1 / (1 - share);
    for (int i = 0; i < length; i++) {
      int hash = dropHash(keys[keysOffset + i] + place * DROP_STEP);
      x[offset + i] = hash < least ? 0 : x[offset + i] * kept;
    }
  }

  /** The finaliser of MurmurHash3 (Appleby), of 32 bits, without the last one. */
  private static int dropHash(int x) {
    int hash = (x ^ (x >>> 16)) * DROP_MIX_1;
    hash = (hash ^ (hash >>> 13)) * DROP_MIX_2;
    return (hash ^ (hash >>> 16)) >>> 1;
  }

  @Override
  public float exponentiateInPlace(float[] x, int offset, int length, float shift) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      float value = Exponential.of(x[offset + i] - shift);
      x[offset + i] = value;
      sum += value;
    }
    return sum;
  }

  @Override
  public double sigmoidInPlace(float[] x, int offset, int length, float shift) {
    double sum = 0;
    for (int start = 0; start < length; start += SOFTPLUS_BLOCK) {
      float product = 1;
      float positive = 0;
      for (int i = start; i < Math.min(length, start + SOFTPLUS_BLOCK); i++) {
        float value = x[offset + i] + shift;
        float e = Exponential.of(-Math.abs(value));
        x[offset + i] = (value < 0 ? e : 1) / (1 + e);
        product *= 1 + e;
        positive += Math.max(value, 0);
      }
      sum += positive + StrictMath.log(product);
    }
    return sum;
  }

  @Override
  public float exponentialSum(float[] x, int offset, int length, float shift) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Exponential.of(x[offset + i] - shift);
    }
    return sum;
  }

  @Override
  public void sgd(float[] x, int xOffset, float[] g, int gOffset, int length, float rate) {
    addScaled(-rate, g, gOffset, x, xOffset, length);
  }

  @Override
  public void adagrad(
      float[] x,
      float[] state,
      int offset,
      float[] g,
      int gOffset,
      int length,
      float rate,
      float epsilon) {
    for (int i = 0; i < length; i++) {
      float gradient = g[gOffset + i];
      float sum = Math.fma(gradient, gradient, state[offset + i]);
      state[offset + i] = sum;
      x[offset + i] -= rate * gradient / ((float) Math.sqrt(sum) + epsilon);
    }
  }

  @Override
  public void adam(
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
      float epsilon) {
    for (int i = 0; i < length; i++) {
      float gradient = g[gOffset + i];
      float m = Math.fma(beta1, moment1[offset + i], (1 - beta1) * gradient);
      float v = Math.fma(beta2, moment2[offset + i], (1 - beta2) * gradient * gradient);
      moment1[offset + i] = m;
      moment2[offset + i] = v;
      x[offset + i] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }

  @Override
  public void adamW(
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
      float epsilon) {
    for (int i = offset; i < offset + length; i++) {
      float gradient = g[i] * factor;
      float m = Math.fma(beta1, moment1[i], (1 - beta1) * gradient);
      float v = Math.fma(beta2, moment2[i], (1 - beta2) * gradient * gradient);
      moment1[i] = m;
      moment2[i] = v;
      g[i] = 0;
      x[i] = Math.fma(x[i], kept, -(m * rate / ((float) Math.sqrt(v) + epsilon)));
    }
  }
}
