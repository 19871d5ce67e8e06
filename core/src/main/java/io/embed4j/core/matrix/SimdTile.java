package io.embed4j.core.matrix;

import io.embed4j.core.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the SIMD tiles have in common. Sums go into an array first and to C in a method of its own:
 * one method with both has so many vector operations that the compiler stops inlining and puts
 * accumulators into objects.
 */
abstract class SimdTile implements Tile {
  static final VectorSpecies<Float> SPECIES = Simd.FLOATS;
  static final int LANES = SPECIES.length();
  static final int COLUMNS = Tiles.COLUMNS;
  static final int ROWS = Tiles.ROWS;

  @Override
  public int chain() {
    return Tiles.DISTANCE_CHAIN;
  }

  @Override
  public final void setSums(float[] sums, float[] c, int start, int stride) {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j += LANES) {
        load(sums, i * COLUMNS + j).intoArray(c, start + i * stride + j);
      }
    }
  }

  @Override
  public final void addSums(float[] sums, float[] c, int start, int stride) {
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j += LANES) {
        int out = start + i * stride + j;
        load(c, out).add(load(sums, i * COLUMNS + j)).intoArray(c, out);
      }
    }
  }

  static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  /** Writes two vectors of a row of a tile. */
  static void store(FloatVector x0, FloatVector x1, float[] sums, int at) {
    x0.intoArray(sums, at);
    x1.intoArray(sums, at + LANES);
  }
}
