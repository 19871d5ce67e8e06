package io.embed4j.core.math;

import static jdk.incubator.vector.VectorOperators.GT;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lanes of a vector combined in a fixed tree: the upper half onto the lower half, again and
 * again. {@code reduceLanes} promises no order, and its bits differ between the interpreter and
 * compiled code; an array to store the lanes in would be allocated on every call.
 */
final class Lanes {
  private static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final VectorShuffle<Float> BY_32 = by(32);
  private static final VectorShuffle<Float> BY_16 = by(16);
  private static final VectorShuffle<Float> BY_8 = by(8);
  private static final VectorShuffle<Float> BY_4 = by(4);
  private static final VectorShuffle<Float> BY_2 = by(2);
  private static final VectorShuffle<Float> BY_1 = by(1);

  private Lanes() {}

  /** Returns the sum of all lanes. */
  static float sum(FloatVector vector) {
    FloatVector sum = vector;
    if (LANES > 32) {
      sum = sum.add(sum.rearrange(BY_32));
    }
    if (LANES > 16) {
      sum = sum.add(sum.rearrange(BY_16));
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  /** Returns the largest lane, NaN aside. */
  static float max(FloatVector vector) {
    FloatVector max = vector;
    if (LANES > 32) {
      max = max(max, max.rearrange(BY_32));
    }
    if (LANES > 16) {
      max = max(max, max.rearrange(BY_16));
    }
    if (LANES > 8) {
      max = max(max, max.rearrange(BY_8));
    }
    if (LANES > 4) {
      max = max(max, max.rearrange(BY_4));
    }
    if (LANES > 2) {
      max = max(max, max.rearrange(BY_2));
    }
    return max(max, max.rearrange(BY_1)).lane(0);
  }

  /** Returns in each lane the larger number; a itself where b is NaN. */
  static FloatVector max(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(GT, a)); // FloatVector.max cares for NaN and -0, and is long
  }

  /** Returns the product of all lanes. */
  static float product(FloatVector vector) {
    FloatVector product = vector;
    if (LANES > 32) {
      product = product.mul(product.rearrange(BY_32));
    }
    if (LANES > 16) {
      product = product.mul(product.rearrange(BY_16));
    }
    if (LANES > 8) {
      product = product.mul(product.rearrange(BY_8));
    }
    if (LANES > 4) {
      product = product.mul(product.rearrange(BY_4));
    }
    if (LANES > 2) {
      product = product.mul(product.rearrange(BY_2));
    }
    return product.mul(product.rearrange(BY_1)).lane(0);
  }

  private static VectorShuffle<Float> by(int distance) {
    return VectorShuffle.iota(SPECIES, distance % LANES, 1, true);
  }
}
