package io.embed4j.core.math;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD kernels. The species is static: C2 must see a constant even where a kernel is not inlined.
 * Sums run in two chains of vectors, whose lanes are then added in a fixed tree, then the tail:
 * another order than the plain loop's, but the same bits cold and warm, which {@code reduceLanes}
 * does not promise.
 */
final class SimdKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK = ScalarKernels.SOFTPLUS_BLOCK;
  private static final Kernels TAIL = new ScalarKernels();

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** DROP_STEP times 0, 1, 2 and so on. */
  private static final IntVector STEPS =
      IntVector.zero(INTS).addIndex(1).mul(ScalarKernels.DROP_STEP);

  @Override
  public String description() {
    return "SIMD, " + SPECIES.vectorBitSize() + " bits";
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES); // two chains hide the latency of fma
    int i = 0;
    for (int bound = length - 2 * LANES; i <= bound; i += 2 * LANES) {
      acc0 = load(a, aOffset + i).fma(load(b, bOffset + i), acc0);
      acc1 = load(a, aOffset + i + LANES).fma(load(b, bOffset + i + LANES), acc1);
    }
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc0 = load(a, aOffset + i).fma(load(b, bOffset + i), acc0);
    }

    float sum = Lanes.sum(acc0.add(acc1));

    for (; i < length; i++) {
      sum = Math.fma(a[aOffset + i], b[bOffset + i], sum);
    }
    return sum;
  }

  @Override
  public float sum(float[] x, int offset, int length) {
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

  @Override
  public float max(float[] x, int offset, int length) {
    FloatVector acc = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc = Lanes.max(acc, load(x, offset + i));
    }

    float max = Lanes.max(acc);

    for (; i < length; i++) {
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
    FloatVector acc0 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc0 = load(x, offset + i).lanewise(ABS).add(acc0);
    }

    float sum = Lanes.sum(acc0);

    for (; i < length; i++) {
      sum += Math.abs(x[offset + i]);
    }
    return sum;
  }

  @Override
  public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - 2 * LANES; i <= bound; i += 2 * LANES) {
      FloatVector d0 = load(a, aOffset + i).sub(load(b, bOffset + i));
      FloatVector d1 = load(a, aOffset + i + LANES).sub(load(b, bOffset + i + LANES));
      acc0 = d0.fma(d0, acc0);
      acc1 = d1.fma(d1, acc1);
    }
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector d0 = load(a, aOffset + i).sub(load(b, bOffset + i));
      acc0 = d0.fma(d0, acc0);
    }

    float sum = Lanes.sum(acc0.add(acc1));

    for (; i < length; i++) {
      float difference = a[aOffset + i] - b[bOffset + i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  @Override
  public float l1Distance(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    FloatVector acc1 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - 2 * LANES; i <= bound; i += 2 * LANES) {
      acc0 = load(a, aOffset + i).sub(load(b, bOffset + i)).lanewise(ABS).add(acc0);
      FloatVector d1 = load(a, aOffset + i + LANES).sub(load(b, bOffset + i + LANES));
      acc1 = d1.lanewise(ABS).add(acc1);
    }
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc0 = load(a, aOffset + i).sub(load(b, bOffset + i)).lanewise(ABS).add(acc0);
    }

    float sum = Lanes.sum(acc0.add(acc1));

    for (; i < length; i++) {
      sum += Math.abs(a[aOffset + i] - b[bOffset + i]);
    }
    return sum;
  }

  @Override
  public float modulusDistance(float[] a, int aOffset, float[] b, int bOffset, int dim) {
    FloatVector acc0 = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = dim - LANES; i <= bound; i += LANES) {
      FloatVector re = load(a, aOffset + i).sub(load(b, bOffset + i));
      FloatVector im = load(a, aOffset + dim + i).sub(load(b, bOffset + dim + i));
      acc0 = im.fma(im, re.mul(re)).sqrt().add(acc0);
    }

    float sum = Lanes.sum(acc0);

    for (; i < dim; i++) {
      float re = a[aOffset + i] - b[bOffset + i];
      float im = a[aOffset + dim + i] - b[bOffset + dim + i];
      sum += (float) Math.sqrt(Math.fma(im, im, re * re));
    }
    return sum;
  }

  @Override
  public void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      factor.fma(load(x, xOffset + i), load(y, yOffset + i)).intoArray(y, yOffset + i);
    }

    for (; i < length; i++) {
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
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      load(a, aOffset + i).mul(scale).mul(load(b, bOffset + i)).intoArray(y, yOffset + i);
    }

    for (; i < length; i++) {
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
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector scaled = load(a, aOffset + i).mul(scale);
      scaled.fma(load(b, bOffset + i), load(y, yOffset + i)).intoArray(y, yOffset + i);
    }

    for (; i < length; i++) {
      y[yOffset + i] = Math.fma(scale * a[aOffset + i], b[bOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void scaleInPlace(float scale, float[] x, int offset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      load(x, offset + i).mul(scale).intoArray(x, offset + i);
    }

    for (; i < length; i++) {
      x[offset + i] *= scale;
    }
  }

  @Override
  public void dropOutInPlace(float[] x, int offset, int length, float share, int key, int place) {
    int least = (int) (share * ScalarKernels.DROP_RANGE);
    float kept = 1 / (1 - share);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      IntVector hash = dropHash(STEPS.add(key + (place + i) * ScalarKernels.DROP_STEP));
      FloatVector value = load(x, offset + i).mul(kept);
      value.blend(0, hash.compare(LT, least).cast(SPECIES)).intoArray(x, offset + i);
    }

    TAIL.dropOutInPlace(x, offset + i, length - i, share, key, place + i);
  }

  @Override
  public void dropOutColumnInPlace(
      float[] x, int offset, int length, float share, int[] keys, int keysOffset, int place) {
    int least = (int) (share * ScalarKernels.DROP_RANGE);
    float kept = 1 / (1 - share);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      IntVector key = IntVector.fromArray(INTS, keys, keysOffset + i);
      IntVector hash = dropHash(key.add(place * ScalarKernels.DROP_STEP));
      FloatVector value = load(x, offset + i).mul(kept);
      value.blend(0, hash.compare(LT, least).cast(SPECIES)).intoArray(x, offset + i);
    }

    TAIL.dropOutColumnInPlace(x, offset + i, length - i, share, keys, keysOffset + i, place);
  }

  private static IntVector dropHash(IntVector x) {
    IntVector hash = x.lanewise(XOR, x.lanewise(LSHR, 16)).mul(ScalarKernels.DROP_MIX_1);
    hash = hash.lanewise(XOR, hash.lanewise(LSHR, 13)).mul(ScalarKernels.DROP_MIX_2);
    return hash.lanewise(XOR, hash.lanewise(LSHR, 16)).lanewise(LSHR, 1);
  }

  @Override
  public float exponentiateInPlace(float[] x, int offset, int length, float shift) {
    FloatVector acc = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = SimdExponential.of(load(x, offset + i).sub(shift));
      value.intoArray(x, offset + i);
      acc = value.add(acc);
    }

    float sum = Lanes.sum(acc);

    for (; i < length; i++) {
      float value = Exponential.of(x[offset + i] - shift);
      x[offset + i] = value;
      sum += value;
    }
    return sum;
  }

  /** σ(x) = (1 or e) / (1 + e) with e = exp(−|x|); a block of logarithms is that of one product. */
  @Override
  public double sigmoidInPlace(float[] x, int offset, int length, float shift) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    double sum = 0;
    int start = 0;
    for (int bound = length - BLOCK; start <= bound; start += BLOCK) {
      FloatVector product = one;
      FloatVector positive = FloatVector.zero(SPECIES);
      for (int i = start; i < start + BLOCK; i += LANES) {
        FloatVector value = load(x, offset + i).add(shift);
        FloatVector e = SimdExponential.of(value.lanewise(ABS).neg());
        FloatVector factor = e.add(one);
        one.blend(e, value.compare(LT, 0)).div(factor).intoArray(x, offset + i);
        product = product.mul(factor);
        positive = positive.add(value.max(0));
      }
      sum += Lanes.sum(positive) + StrictMath.log(Lanes.product(product));
    }
    return sum + TAIL.sigmoidInPlace(x, offset + start, length - start, shift);
  }

  @Override
  public float exponentialSum(float[] x, int offset, int length, float shift) {
    FloatVector acc = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      acc = SimdExponential.of(load(x, offset + i).sub(shift)).add(acc);
    }

    float sum = Lanes.sum(acc);

    for (; i < length; i++) {
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
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector gradient = load(g, gOffset + i);
      FloatVector sum = gradient.fma(gradient, load(state, offset + i));
      sum.intoArray(state, offset + i);
      FloatVector step = gradient.mul(rate).div(sum.sqrt().add(epsilon));
      load(x, offset + i).sub(step).intoArray(x, offset + i);
    }

    for (; i < length; i++) {
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
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector gradient = load(g, gOffset + i);
      FloatVector m = load(moment1, offset + i).fma(broadcast(beta1), gradient.mul(1 - beta1));
      FloatVector squares = gradient.mul(1 - beta2).mul(gradient);
      FloatVector v = load(moment2, offset + i).fma(broadcast(beta2), squares);
      m.intoArray(moment1, offset + i);
      v.intoArray(moment2, offset + i);
      FloatVector step = m.mul(rate).div(v.sqrt().add(epsilon));
      load(x, offset + i).sub(step).intoArray(x, offset + i);
    }

    for (; i < length; i++) {
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
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = offset;
    for (int bound = offset + length - LANES; i <= bound; i += LANES) {
      FloatVector gradient = load(g, i).mul(factor);
      FloatVector m = load(moment1, i).fma(broadcast(beta1), gradient.mul(1 - beta1));
      FloatVector squares = gradient.mul(1 - beta2).mul(gradient);
      FloatVector v = load(moment2, i).fma(broadcast(beta2), squares);
      m.intoArray(moment1, i);
      v.intoArray(moment2, i);
      zero.intoArray(g, i);
      FloatVector step = m.mul(rate).div(v.sqrt().add(epsilon));
      load(x, i).fma(broadcast(kept), step.neg()).intoArray(x, i);
    }

    TAIL.adamW(
        x, moment1, moment2, g, i, offset + length - i, kept, factor, rate, beta1, beta2, epsilon);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
