package io.embed4j.core.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of all kernels: the machine's own, or the bits in the system property {@code
 * embed4j.vectorBits}, with which the tests force 64, 128, 256 and 512. The species is a static
 * constant because the compiler must know it even where a kernel is not inlined; a species in a
 * field of an object would box every vector.
 */
public final class Simd {
  public static final VectorSpecies<Float> FLOATS =
      species(Integer.getInteger("embed4j.vectorBits", 0));

  private Simd() {}

  private static VectorSpecies<Float> species(int bits) {
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }
}
