package io.embed4j.core.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes a block of as many rows as a vector has lanes, n, by zipping row i with row i + n / 2:
 * what was element (i, j) moves to where the bits of its address, i above j, are rotated by one.
 * After log₂ n rounds they have changed places. Belongs to one thread.
 */
final class SimdTransposition extends Transposition {
  private static final VectorSpecies<Float> SPECIES = SimdTile.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final int HALF = LANES / 2;

  /** Each lane of the lower half twice, each of the upper half twice, and every second lane. */
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);

  private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, i -> HALF + i / 2);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);

  private float[] rows = new float[LANES * LANES];
  private float[] zipped = new float[LANES * LANES];

  SimdTransposition() {
    super(LANES);
  }

  @Override
  void block(float[] in, int inStart, int inStride, float[] out, int outStart, int outStride) {
    float[] from = in;
    int start = inStart;
    int stride = inStride;
    for (int n = 2; n < LANES; n *= 2) {
      zip(from, start, stride, zipped, 0, LANES);
      float[] done = zipped;
      zipped = rows;
      rows = done;
      from = done;
      start = 0;
      stride = LANES;
    }
    zip(from, start, stride, out, outStart, outStride);
  }

  private static void zip(
      float[] in, int inStart, int inStride, float[] out, int outStart, int outStride) {
    for (int i = 0; i < HALF; i++) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, inStart + i * inStride);
      FloatVector y = FloatVector.fromArray(SPECIES, in, inStart + (i + HALF) * inStride);
      int low = outStart + 2 * i * outStride;
      x.rearrange(LOW).blend(y.rearrange(LOW), ODD).intoArray(out, low);
      x.rearrange(HIGH).blend(y.rearrange(HIGH), ODD).intoArray(out, low + outStride);
    }
  }
}
