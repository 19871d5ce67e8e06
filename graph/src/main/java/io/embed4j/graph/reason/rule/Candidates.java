package io.embed4j.graph.reason.rule;

import io.embed4j.core.table.Row;
import java.util.Arrays;

/**
 * Entities that rules predict for one query, each with the confidences of its best rules in
 * descending order, and their ranking: by the best rule first; equal ones by the second best, and
 * so on (maximum aggregation as in AnyBURL). Confidences may come in any order. Not thread-safe.
 */
final class Candidates {
  /** Rules that are compared; entities that agree in so many are taken to be tied. */
  static final int DEPTH = 16;

  /** Rules that make up the strength: many rules are variants of one another. */
  private static final int STRONGEST = 3;

  private final float[] confidences; // of entity e from DEPTH · e on, descending
  private final int[] counts; // of each entity: confidences kept
  private int[] predicted = new int[64];
  private int size;
  private long[] keys = new long[64]; // scratch of ranking: confidence above place

  Candidates(int entities) {
    confidences = new float[Math.multiplyExact(DEPTH, entities)];
    counts = new int[entities];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      counts[predicted[i]] = 0;
    }
    size = 0;
  }

  /** Notes that a rule of this confidence predicts an entity. */
  void add(int entity, float confidence) {
    int count = counts[entity];
    int from = DEPTH * entity;
    if (count == 0) {
      append(entity);
    } else if (count == DEPTH && confidences[from + DEPTH - 1] >= confidence) {
      return;
    }
    int place = Math.min(count, DEPTH - 1);
    while (place > 0 && confidences[from + place - 1] < confidence) {
      confidences[from + place] = confidences[from + place - 1];
      place--;
    }
    confidences[from + place] = confidence;
    counts[entity] = Math.min(DEPTH, count + 1);
  }

  private void append(int entity) {
    if (size == predicted.length) {
      predicted = Arrays.copyOf(predicted, 2 * size);
      keys = new long[2 * size];
    }
    predicted[size++] = entity;
  }

  /** Returns the confidence of the {@code i}-th best rule for an entity, 0 if it has fewer. */
  float confidence(int entity, int i) {
    return i < counts[entity] ? confidences[DEPTH * entity + i] : 0;
  }

  /**
   * Sorts the predicted entities and scores all: 0 where nothing is predicted, else from 1 on, one
   * more for each better group of ties.
   */
  void rank(Row scores) {
    Arrays.fill(scores.data(), scores.offset(), scores.offset() + scores.length(), 0);
    sort(0, size, 0);
    float score = 0;
    for (int i = size - 1; i >= 0; i--) {
      boolean tied = i + 1 < size && isTied(predicted[i], predicted[i + 1]);
      score += tied ? 0 : 1;
      scores.set(predicted[i], score);
    }
  }

  /** Overwrites 1 − Π (1 − confidence) over the strongest rules for each entity. */
  void strengths(Row strengths) {
    Arrays.fill(strengths.data(), strengths.offset(), strengths.offset() + strengths.length(), 0);
    for (int i = 0; i < size; i++) {
      double wrong = 1;
      for (int k = 0; k < Math.min(STRONGEST, counts[predicted[i]]); k++) {
        wrong *= 1 - confidences[DEPTH * predicted[i] + k];
      }
      strengths.set(predicted[i], (float) (1 - wrong));
    }
  }

  /** Sorts the places {@code from} to {@code to} (exclusive), which agree in the first rules. */
  private void sort(int from, int to, int depth) {
    if (to - from < 2 || depth == DEPTH) {
      return;
    }
    for (int i = from; i < to; i++) {
      int entity = predicted[i];
      // Bits of positive floats ascend with them; taken from all ones, the best comes first.
      long bits = (long) Integer.MAX_VALUE - Float.floatToIntBits(confidence(entity, depth));
      keys[i] = bits << 32 | entity;
    }
    Arrays.sort(keys, from, to);
    for (int i = from; i < to; i++) {
      predicted[i] = (int) keys[i];
    }
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      float best = confidence(predicted[start], depth);
      if (i == to || confidence(predicted[i], depth) != best) {
        if (best > 0) {
          sort(start, i, depth + 1);
        }
        start = i;
      }
    }
  }

  private boolean isTied(int a, int b) {
    return counts[a] == counts[b]
        && Arrays.equals(
            confidences,
            DEPTH * a,
            DEPTH * a + counts[a],
            confidences,
            DEPTH * b,
            DEPTH * b + counts[b]);
  }
}
