package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.graph.reason.similar.EntityFacts;
import java.util.Arrays;

/**
 * Which relations an entity has, as head and as tail: two features a relation. Either 1 for having
 * it at all, or (1 + log count) · log(entities / entities that have it), the usual weighting of
 * words in texts.
 *
 * @param facts of the training triples
 * @param weights what each role counts; all 1 if only its presence does
 * @param counted whether the number of facts counts
 */
record Signature(EntityFacts facts, float[] weights, boolean counted) implements Features {
  static Signature binary(EntityFacts facts, int relations) {
    float[] ones = new float[2 * relations];
    Arrays.fill(ones, 1);
    return new Signature(facts, ones, false);
  }

  static Signature weighted(EntityFacts facts, int relations) {
    int[] having = new int[2 * relations];
    for (int e = 0; e < facts.entities(); e++) {
      Arrays.stream(facts.roles(e)).distinct().forEach(role -> having[role]++);
    }
    float[] weights = new float[2 * relations];
    for (int role = 0; role < weights.length; role++) {
      double inverse = having[role] == 0 ? 1 : (double) facts.entities() / having[role];
      weights[role] = (float) StrictMath.log(inverse);
    }
    return new Signature(facts, weights, true);
  }

  @Override
  public int width() {
    return weights.length;
  }

  @Override
  public void fill(int[] entities, Matrix into) {
    for (int i = 0; i < entities.length; i++) {
      int start = into.offset() + i * into.rowStride();
      Arrays.fill(into.data(), start, start + width(), 0);
      int[] roles = facts.roles(entities[i]);
      int from = 0;
      while (from < roles.length) {
        int to = from;
        while (to < roles.length && roles[to] == roles[from]) {
          to++;
        }
        double count = counted ? 1 + StrictMath.log(to - from) : 1;
        into.data()[start + roles[from]] = (float) (count * weights[roles[from]]);
        from = to;
      }
    }
  }
}
