package io.embed4j.graph.train;

import io.embed4j.core.table.Row;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The dropout masks of one query: factors 0 or 1 / (1 − share). */
record Masks(float[] entity, float[] relation) {
  static Masks draw(Dropout dropout, int entityWidth, int operatorWidth, SplittableRandom random) {
    return new Masks(
        mask(dropout.entity(), entityWidth, random),
        mask(dropout.relation(), operatorWidth, random));
  }

  private static float[] mask(double share, int width, SplittableRandom random) {
    float[] mask = new float[width];
    float kept = (float) (1 / (1 - share));
    if (share == 0) {
      Arrays.fill(mask, 1);
      return mask;
    }
    for (int i = 0; i < width; i++) {
      mask[i] = random.nextDouble() < share ? 0 : kept;
    }
    return mask;
  }

  Row entity(Row row) {
    return product(entity, row);
  }

  Row relation(Row row) {
    return product(relation, row);
  }

  void entityInPlace(Row row) {
    multiplyInPlace(entity, row);
  }

  void relationInPlace(Row row) {
    multiplyInPlace(relation, row);
  }

  private static Row product(float[] mask, Row row) {
    Row copy = Row.of(Arrays.copyOfRange(row.data(), row.offset(), row.offset() + row.length()));
    multiplyInPlace(mask, copy);
    return copy;
  }

  private static void multiplyInPlace(float[] mask, Row row) {
    for (int i = 0; i < mask.length; i++) {
      row.set(i, row.at(i) * mask[i]);
    }
  }
}
