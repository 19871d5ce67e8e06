package io.embed4j.core.math;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD functions; the tail of a row is left to the plain twin, which gives an element the same
 * bits. See {@link SimdKernels} for the order of sums and for what is avoided.
 */
final class SimdFunctions implements FunctionKernels {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final FunctionKernels TAIL = new ScalarFunctions();

  @Override
  public void gelu(float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = load(x, offset + i);
      FloatVector half = value.mul(0.5f);
      half.fma(erf(value.mul(ScalarFunctions.SQRT_HALF)), half).intoArray(x, offset + i);
    }

    TAIL.gelu(x, offset + i, length - i);
  }

  @Override
  public void tanhGelu(float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = load(x, offset + i);
      FloatVector factor = value.mul(value).fma(all(ScalarFunctions.TANH_GELU_3), all(1));
      FloatVector twice = value.mul(ScalarFunctions.TANH_GELU_1).mul(factor);
      FloatVector e = SimdExponential.of(twice.neg());
      value.div(e.add(1)).intoArray(x, offset + i);
    }

    TAIL.tanhGelu(x, offset + i, length - i);
  }

  @Override
  public void swish(float[] x, int offset, int length, float beta) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = load(x, offset + i);
      FloatVector e = SimdExponential.of(value.mul(-beta));
      value.div(e.add(1)).intoArray(x, offset + i);
    }

    TAIL.swish(x, offset + i, length - i, beta);
  }

  @Override
  public void relu(float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      load(x, offset + i).max(0).intoArray(x, offset + i);
    }

    TAIL.relu(x, offset + i, length - i);
  }

  @Override
  public void sigmoid(float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector e = SimdExponential.of(load(x, offset + i).neg());
      all(1).div(e.add(1)).intoArray(x, offset + i);
    }

    TAIL.sigmoid(x, offset + i, length - i);
  }

  @Override
  public void tanh(float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      tanh(load(x, offset + i)).intoArray(x, offset + i);
    }

    TAIL.tanh(x, offset + i, length - i);
  }

  @Override
  public void layerNorm(
      float[] x, int offset, int length, float[] gamma, float[] beta, float epsilon) {
    float mean = sum(x, offset, length) / length;
    float variance = squaredDeviation(x, offset, length, mean) / length;
    float scale = ScalarFunctions.inverseRoot(variance + epsilon);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = load(x, offset + i).sub(mean).mul(scale);
      value.fma(load(gamma, i), load(beta, i)).intoArray(x, offset + i);
    }

    for (; i < length; i++) {
      x[offset + i] = Math.fma((x[offset + i] - mean) * scale, gamma[i], beta[i]);
    }
  }

  @Override
  public void rmsNorm(float[] x, int offset, int length, float[] gamma, float epsilon) {
    float square = squaredDeviation(x, offset, length, 0) / length;
    float scale = ScalarFunctions.inverseRoot(square + epsilon);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      load(x, offset + i).mul(scale).mul(load(gamma, i)).intoArray(x, offset + i);
    }

    for (; i < length; i++) {
      x[offset + i] = x[offset + i] * scale * gamma[i];
    }
  }

  static float sum(float[] x, int offset, int length) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - 2 * LANES; i <= bound; i += 2 * LANES) {
      acc0 = load(x, offset + i).add(acc0);
      acc1 = load(x, offset + i + LANES).add(acc1);
    }
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc0 = load(x, offset + i).add(acc0);
    }

    float sum = Lanes.sum(acc0.add(acc1));

    for (; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  /** Returns Σ (xᵢ − mean)². */
  static float squaredDeviation(float[] x, int offset, int length, float mean) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - 2 * LANES; i <= bound; i += 2 * LANES) {
      FloatVector d0 = load(x, offset + i).sub(mean);
      FloatVector d1 = load(x, offset + i + LANES).sub(mean);
      acc0 = d0.fma(d0, acc0);
      acc1 = d1.fma(d1, acc1);
    }
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector d0 = load(x, offset + i).sub(mean);
      acc0 = d0.fma(d0, acc0);
    }

    float sum = Lanes.sum(acc0.add(acc1));

    for (; i < length; i++) {
      float d = x[offset + i] - mean;
      sum = Math.fma(d, d, sum);
    }
    return sum;
  }

  /** {@link Erf} lane by lane. Blends instead of min and max, which are long on AVX2. */
  static FloatVector erf(FloatVector x) {
    FloatVector clamped = x.blend(Erf.GREATEST, x.compare(GT, Erf.GREATEST));
    clamped = clamped.blend(-Erf.GREATEST, clamped.compare(LT, -Erf.GREATEST));
    FloatVector u = clamped.mul(clamped).fma(all(Erf.SCALE), all(-1));
    FloatVector p = all(Erf.C15);
    p = p.fma(u, all(Erf.C14));
    p = p.fma(u, all(Erf.C13));
    p = p.fma(u, all(Erf.C12));
    p = p.fma(u, all(Erf.C11));
    p = p.fma(u, all(Erf.C10));
    p = p.fma(u, all(Erf.C9));
    p = p.fma(u, all(Erf.C8));
    p = p.fma(u, all(Erf.C7));
    p = p.fma(u, all(Erf.C6));
    p = p.fma(u, all(Erf.C5));
    p = p.fma(u, all(Erf.C4));
    p = p.fma(u, all(Erf.C3));
    p = p.fma(u, all(Erf.C2));
    p = p.fma(u, all(Erf.C1));
    p = p.fma(u, all(Erf.C0));
    return p.mul(clamped);
  }

  /** {@link Tanh} lane by lane. */
  static FloatVector tanh(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector p = all(Tanh.C5);
    p = p.fma(square, all(Tanh.C4));
    p = p.fma(square, all(Tanh.C3));
    p = p.fma(square, all(Tanh.C2));
    p = p.fma(square, all(Tanh.C1));
    FloatVector small = p.mul(square).fma(x, x);
    FloatVector magnitude = x.lanewise(ABS);
    FloatVector e = SimdExponential.of(magnitude.mul(-2));
    FloatVector large = all(1).sub(e).div(e.add(1));
    large = large.blend(large.neg(), x.compare(LT, 0));
    return small.blend(large, magnitude.compare(GT, Tanh.SMALL));
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
