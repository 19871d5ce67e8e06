package io.embed4j.neural.attention;

import io.embed4j.core.math.Vectors;
import io.embed4j.neural.layer.Parameter;

/**
 * What is added to a score because of the distance of key and query: a learnt number for each head
 * and bucket of distances; buckets grow with the distance. Raffel et al.: Exploring the Limits of
 * Transfer Learning (T5), 2020, section 2.1. Thread-safe: no state.
 *
 * @param weights buckets × heads, row-major
 * @param maxDistance distances from here on share the last bucket
 * @param bidirectional whether keys behind the query have buckets of their own, one half of all
 */
public record RelativeBias(
    Parameter weights, int buckets, int heads, int maxDistance, boolean bidirectional) {
  public RelativeBias {
    if (weights.size() != buckets * heads) {
      throw new IllegalArgumentException(
          "weights must have %d x %d elements, but have %d"
              .formatted(buckets, heads, weights.size()));
    }
  }

  /** Returns the biases of all distances in sequences up to a length. */
  Table table(int longest) {
    int distances = Math.max(0, 2 * longest - 1);
    float[] values = new float[heads * distances];
    for (int i = 0; i < distances; i++) {
      int bucket = bucket(i - longest + 1);
      for (int head = 0; head < heads; head++) {
        values[head * distances + i] = weights.values()[bucket * heads + head];
      }
    }
    return new Table(values, distances, longest - 1);
  }

  /**
   * Adds to the gradient of the weights.
   *
   * @param sums gradients of the values of {@link Table#reversed}, for each of some sequences
   * @param sequences how many; they are added in their order
   */
  void addGradient(float[] sums, int sequences, Table reversed) {
    int distances = reversed.distances();
    for (int i = 0; i < distances && !weights.isFrozen(); i++) {
      int bucket = bucket(reversed.zero() - i);
      for (int row = 0; row < sequences * heads; row++) {
        weights.gradient()[bucket * heads + row % heads] += sums[row * distances + i];
      }
    }
  }

  /**
   * Returns the bucket of a distance, key minus query. In single precision, as the reference: the
   * logarithm decides on which side of a border a distance falls.
   */
  int bucket(int distance) {
    int count = bidirectional ? buckets / 2 : buckets;
    int first = bidirectional && distance > 0 ? count : 0;
    int n = bidirectional ? Math.abs(distance) : Math.max(0, -distance);
    int exact = count / 2;
    if (n < exact) {
      return first + n;
    }
    float logarithm = (float) StrictMath.log((float) n / exact);
    float whole = (float) StrictMath.log((double) maxDistance / exact);
    int beyond = (int) (logarithm / whole * (count - exact));
    return first + Math.min(count - 1, exact + beyond);
  }

  /** The bias of head h and distance d at {@code values[h * distances + zero + d]}. */
  record Table(float[] values, int distances, int zero) implements ScoreBias {
    @Override
    public void addTo(
        float[] scores, int offset, int sequence, int head, int query, int firstKey, int count) {
      addTo(scores, offset, head, firstKey - query, count);
    }

    /** Adds the biases of {@code length} successive distances. */
    void addTo(float[] scores, int offset, int head, int distance, int length) {
      Vectors.addScaled(1, values, head * distances + zero + distance, scores, offset, length);
    }

    /** Returns the same for distances query minus key: ascending along the queries of a key. */
    Table reversed() {
      float[] reversed = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        int head = i / distances;
        reversed[head * distances + distances - 1 - i % distances] = values[i];
      }
      return new Table(reversed, distances, zero);
    }
  }
}
