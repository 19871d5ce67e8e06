package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.evaluate.Ties;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The scores of all entities that have types in a part, and how good they are. Only the types that
 * count are looked at, such as those without a type below them.
 */
final class TypeScores {
  private static final int BLOCK = 256;

  private final TypeParts parts;
  private final EntityTypes part;
  private final int[] entities;
  private final Matrix scores;

  private TypeScores(TypeParts parts, EntityTypes part, int[] entities, Matrix scores) {
    this.parts = parts;
    this.part = part;
    this.entities = entities;
    this.scores = scores;
  }

  /**
   * Scores the entities of a part.
   *
   * @param part one of the parts
   * @param entityCount number of entities of the graph
   */
  static TypeScores of(
      TypeScorer scorer, TypeParts parts, EntityTypes part, int entityCount, Workers workers) {
    int[] entities = LinearTraining.typed(part, entityCount);
    Matrix scores = Matrix.zeros(entities.length, part.names().size());
    workers.forEach(
        (entities.length + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          int to = Math.min(entities.length, from + BLOCK);
          scorer.score(Arrays.copyOfRange(entities, from, to), scores.rowRange(from, to));
        });
    return new TypeScores(parts, part, entities, scores);
  }

  /**
   * Returns the ranks of the types of the part: filtered, so that other types that an entity has in
   * any part are no rivals; ties at the mean rank.
   */
  Metrics ranks(BitSet counting) {
    int[] columns = counting.stream().toArray();
    int[] places = new int[part.names().size()];
    Arrays.fill(places, -1);
    IntStream.range(0, columns.length).forEach(i -> places[columns[i]] = i);
    return Metrics.of(
        Ties.REALISTIC,
        ranks -> {
          Row row = Row.of(new float[columns.length]);
          for (int i = 0; i < entities.length; i++) {
            for (int c = 0; c < columns.length; c++) {
              row.set(c, scores.at(i, columns[c]));
            }
            int[] known = placed(parts.of(entities[i]), places);
            for (int type : placed(part.of(entities[i]), places)) {
              ranks.accept(Rank.of(row, type, known));
            }
          }
        });
  }

  private static int[] placed(int[] types, int[] places) {
    return Arrays.stream(types).map(t -> places[t]).filter(p -> p >= 0).toArray();
  }

  /** Returns the least score to accept so that the decisions on this part have the best F1. */
  float threshold(BitSet counting) {
    long[] decisions = decisions(counting);
    Arrays.sort(decisions);
    long positives = Arrays.stream(decisions).filter(d -> (d & 1) == 1).count();
    long hits = 0;
    double best = 0;
    float threshold = Float.POSITIVE_INFINITY;
    for (int i = decisions.length - 1; i >= 0; i--) {
      hits += decisions[i] & 1;
      double f1 = 2.0 * hits / (decisions.length - i + positives);
      boolean last = i == 0 || decisions[i - 1] >> 1 != decisions[i] >> 1; // of equal scores
      if (last && f1 > best) {
        best = f1;
        threshold = score(decisions[i]);
      }
    }
    return threshold;
  }

  /** Returns score above truth of every decision, so that sorting is by score. */
  private long[] decisions(BitSet counting) {
    long[] decisions = new long[entities.length * counting.cardinality()];
    int size = 0;
    for (int i = 0; i < entities.length; i++) {
      for (int t = counting.nextSetBit(0); t >= 0; t = counting.nextSetBit(t + 1)) {
        if (!isKnownBefore(entities[i], t)) {
          long truth = part.has(entities[i], t) ? 1 : 0;
          decisions[size++] = (long) sortable(scores.at(i, t)) << 1 | truth;
        }
      }
    }
    return Arrays.copyOf(decisions, size);
  }

  /** Floats as integers in the same order. */
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }

  private static float score(long decision) {
    int bits = (int) (decision >> 1);
    return Float.intBitsToFloat(bits >= 0 ? bits : bits ^ Integer.MAX_VALUE);
  }

  /** What earlier parts have told is not to be decided any more. */
  private boolean isKnownBefore(int entity, int type) {
    return parts.train().has(entity, type)
        || (part == parts.test() && parts.valid().has(entity, type));
  }

  /** Returns micro- and macro-F1 if scores from a threshold on are accepted. */
  F1 f1(BitSet counting, float threshold) {
    int types = part.names().size();
    long[] hits = new long[types];
    long[] accepted = new long[types];
    long[] positives = new long[types];
    for (int i = 0; i < entities.length; i++) {
      for (int t = counting.nextSetBit(0); t >= 0; t = counting.nextSetBit(t + 1)) {
        if (!isKnownBefore(entities[i], t)) {
          boolean yes = scores.at(i, t) >= threshold;
          boolean truth = part.has(entities[i], t);
          hits[t] += yes && truth ? 1 : 0;
          accepted[t] += yes ? 1 : 0;
          positives[t] += truth ? 1 : 0;
        }
      }
    }
    return F1.of(hits, accepted, positives);
  }
}
