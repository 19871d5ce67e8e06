package io.embed4j.core.math;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Exponential} on vectors, lane by lane the same bits: exp(x) = 2ᵏ exp(r), k = round(x / ln
 * 2), |r| ≤ ln 2 / 2, exp(r) by the Taylor polynomial of degree 7, whose error there is 5e-9; ln 2
 * is split in two parts so that r is exact.
 */
final class SimdExponential {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;

  private SimdExponential() {}

  /** Returns exp(x) as {@link Exponential#of} defines it. */
  static FloatVector of(FloatVector x) {
    // Blends instead of min and max, which must care for NaN and -0 and are long on AVX2. What is
    // computed below LEAST is thrown away.
    FloatVector clamped =
        x.blend(Exponential.GREATEST, x.compare(VectorOperators.GT, Exponential.GREATEST));
    FloatVector shifted = clamped.mul(Exponential.INVERSE_LN2).add(Exponential.ROUNDER);
    FloatVector k = shifted.sub(Exponential.ROUNDER);
    FloatVector r = k.fma(all(-Exponential.LN2_HIGH), clamped);
    r = k.fma(all(-Exponential.LN2_LOW), r);
    FloatVector p = all(Exponential.C7);
    p = p.fma(r, all(Exponential.C6));
    p = p.fma(r, all(Exponential.C5));
    p = p.fma(r, all(Exponential.C4));
    p = p.fma(r, all(Exponential.C3));
    p = p.fma(r, all(Exponential.C2));
    p = p.fma(r, all(1));
    p = p.fma(r, all(1));
    // The low bits of k + 1.5 · 2²³ are k itself: moved to the exponent they add k to it.
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector result = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    return result.blend(0, x.compare(VectorOperators.LT, Exponential.LEAST));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
