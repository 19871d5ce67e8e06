package io.embed4j.core.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD gradients; the tail of a row is left to the plain twin, which gives an element of an
 * activation the same bits. See {@link SimdKernels} for the order of sums.
 */
final class SimdGradients implements GradientKernels {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final GradientKernels TAIL = new ScalarGradients();

  @Override
  public void gelu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      multiply(dy, dyOffset + i, slope(load(x, xOffset + i), GeluSlope.EXACT));
    }

    TAIL.gelu(x, xOffset + i, dy, dyOffset + i, length - i);
  }

  @Override
  public void tanhGelu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      multiply(dy, dyOffset + i, slope(load(x, xOffset + i), GeluSlope.TANH));
    }

    TAIL.tanhGelu(x, xOffset + i, dy, dyOffset + i, length - i);
  }

  @Override
  public void swish(float[] x, int xOffset, float[] dy, int dyOffset, int length, float beta) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = load(x, xOffset + i).mul(beta);
      FloatVector e = SimdExponential.of(value.neg());
      FloatVector s = all(1).div(e.add(1));
      multiply(dy, dyOffset + i, s.mul(value.fma(e.mul(s), all(1))));
    }

    TAIL.swish(x, xOffset + i, dy, dyOffset + i, length - i, beta);
  }

  @Override
  public void relu(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector d = load(dy, dyOffset + i);
      zero.blend(d, load(x, xOffset + i).compare(GT, 0)).intoArray(dy, dyOffset + i);
    }

    TAIL.relu(x, xOffset + i, dy, dyOffset + i, length - i);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] dy, int dyOffset, int length) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector value = SimdFunctions.tanh(load(x, xOffset + i));
      multiply(dy, dyOffset + i, value.neg().fma(value, all(1)));
    }

    TAIL.tanh(x, xOffset + i, dy, dyOffset + i, length - i);
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
    float mean = SimdFunctions.sum(x, xOffset, length) / length;
    float variance = SimdFunctions.squaredDeviation(x, xOffset, length, mean) / length;
    float scale = ScalarFunctions.inverseRoot(variance + epsilon);
    int betaOffset = sumsOffset + length;
    FloatVector accG = FloatVector.zero(SPECIES);
    FloatVector accGx = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector normal = load(x, xOffset + i).sub(mean).mul(scale);
      FloatVector d = load(dy, dyOffset + i);
      FloatVector g = d.mul(load(gamma, i));
      accG = g.add(accG);
      accGx = g.fma(normal, accGx);
      d.fma(normal, load(sums, sumsOffset + i)).intoArray(sums, sumsOffset + i);
      load(sums, betaOffset + i).add(d).intoArray(sums, betaOffset + i);
    }
    float sumG = Lanes.sum(accG);
    float sumGx = Lanes.sum(accGx);
    for (; i < length; i++) {
      float normal = (x[xOffset + i] - mean) * scale;
      float d = dy[dyOffset + i];
      float g = d * gamma[i];
      sumG += g;
      sumGx = Math.fma(g, normal, sumGx);
      sums[sumsOffset + i] = Math.fma(d, normal, sums[sumsOffset + i]);
      sums[betaOffset + i] += d;
    }

    centre(x, xOffset, dy, dyOffset, length, gamma, mean, scale, sumG / length, sumGx / length);
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
    float square = SimdFunctions.squaredDeviation(x, xOffset, length, 0) / length;
    float scale = ScalarFunctions.inverseRoot(square + epsilon);
    FloatVector accGx = FloatVector.zero(SPECIES);
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector normal = load(x, xOffset + i).mul(scale);
      FloatVector d = load(dy, dyOffset + i);
      accGx = d.mul(load(gamma, i)).fma(normal, accGx);
      d.fma(normal, load(sums, sumsOffset + i)).intoArray(sums, sumsOffset + i);
    }
    float sumGx = Lanes.sum(accGx);
    for (; i < length; i++) {
      float normal = x[xOffset + i] * scale;
      float d = dy[dyOffset + i];
      sumGx = Math.fma(d * gamma[i], normal, sumGx);
      sums[sumsOffset + i] = Math.fma(d, normal, sums[sumsOffset + i]);
    }

    centre(x, xOffset, dy, dyOffset, length, gamma, 0, scale, 0, sumGx / length);
  }

  /** dy = scale (gamma dy − meanG − x̂ meanGx), with x̂ = scale (x − mean). */
  private static void centre(
      float[] x,
      int xOffset,
      float[] dy,
      int dyOffset,
      int length,
      float[] gamma,
      float mean,
      float scale,
      float meanG,
      float meanGx) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector normal = load(x, xOffset + i).sub(mean).mul(scale);
      FloatVector g = load(dy, dyOffset + i).mul(load(gamma, i)).sub(meanG);
      normal.fma(all(-meanGx), g).mul(scale).intoArray(dy, dyOffset + i);
    }

    for (; i < length; i++) {
      float normal = (x[xOffset + i] - mean) * scale;
      float g = dy[dyOffset + i] * gamma[i] - meanG;
      dy[dyOffset + i] = Math.fma(normal, -meanGx, g) * scale;
    }
  }

  @Override
  public void probabilities(
      float[] s, int sOffset, int length, float[] shifts, float[] scales, int columnOffset) {
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector shifted = load(s, sOffset + i).sub(load(shifts, columnOffset + i));
      FloatVector scale = load(scales, columnOffset + i);
      SimdExponential.of(shifted).mul(scale).intoArray(s, sOffset + i);
    }

    TAIL.probabilities(s, sOffset + i, length - i, shifts, scales, columnOffset + i);
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
    int i = 0;
    for (int bound = length - LANES; i <= bound; i += LANES) {
      FloatVector d = load(dp, dpOffset + i).sub(load(means, meansOffset + i));
      load(p, pOffset + i).mul(d).intoArray(dp, dpOffset + i);
    }

    TAIL.softmax(p, pOffset + i, dp, dpOffset + i, length - i, means, meansOffset + i);
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
    FloatVector one = all(1);
    int j = from;
    for (int bound = width - LANES; j <= bound; j += LANES) {
      FloatVector i = load(gates, gatesOffset + j);
      FloatVector f = load(gates, fOffset + j);
      FloatVector g = load(gates, gOffset + j);
      FloatVector o = load(gates, oOffset + j);
      FloatVector t = load(c, cOffset + j);
      FloatVector d = load(dh, dOffset + j);
      FloatVector cell = d.mul(o).fma(t.neg().fma(t, one), load(dc, dOffset + j));
      cell.mul(g).mul(i.neg().fma(i, i)).intoArray(gates, gatesOffset + j);
      FloatVector before = load(c, beforeOffset + j);
      cell.mul(before).mul(f.neg().fma(f, f)).intoArray(gates, fOffset + j);
      cell.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, gOffset + j);
      d.mul(t).mul(o.neg().fma(o, o)).intoArray(gates, oOffset + j);
      cell.mul(f).intoArray(dc, dOffset + j);
    }

    TAIL.lstm(gates, gatesOffset, c, cOffset, beforeOffset, dh, dc, dOffset, width, j);
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
    int zOffset = gatesOffset + width;
    int nOffset = zOffset + width;
    int qOffset = rOffset + 2 * width;
    FloatVector one = all(1);
    int j = from;
    for (int bound = width - LANES; j <= bound; j += LANES) {
      FloatVector reset = load(gates, gatesOffset + j);
      FloatVector z = load(gates, zOffset + j);
      FloatVector n = load(gates, nOffset + j);
      FloatVector d = load(dh, dhOffset + j);
      FloatVector dn = d.mul(one.sub(z)).mul(n.neg().fma(n, one));
      FloatVector dz = d.mul(load(before, beforeOffset + j).sub(n)).mul(z.neg().fma(z, z));
      FloatVector dr = dn.mul(load(r, qOffset + j)).mul(reset.neg().fma(reset, reset));
      dr.intoArray(gates, gatesOffset + j);
      dz.intoArray(gates, zOffset + j);
      dn.intoArray(gates, nOffset + j);
      dr.intoArray(r, rOffset + j);
      dz.intoArray(r, rOffset + width + j);
      dn.mul(reset).intoArray(r, qOffset + j);
      d.mul(z).intoArray(dh, dhOffset + j);
    }

    TAIL.gru(gates, gatesOffset, r, rOffset, before, beforeOffset, dh, dhOffset, width, j);
  }

  /** {@link GeluSlope} lane by lane. Blends instead of min and max, which are long on AVX2. */
  private static FloatVector slope(FloatVector x, GeluSlope of) {
    float greatest = of.greatest();
    float[] c = of.c();
    FloatVector clamped = x.blend(greatest, x.compare(GT, greatest));
    clamped = clamped.blend(-greatest, clamped.compare(LT, -greatest));
    FloatVector u = clamped.mul(clamped).fma(all(of.scale()), all(-1));
    FloatVector p = all(c[c.length - 1]);
    for (int i = c.length - 2; i >= 0; i--) {
      p = p.fma(u, all(c[i]));
    }
    return p.fma(clamped, all(0.5f));
  }

  private static void multiply(float[] dy, int offset, FloatVector slope) {
    load(dy, offset).mul(slope).intoArray(dy, offset);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
