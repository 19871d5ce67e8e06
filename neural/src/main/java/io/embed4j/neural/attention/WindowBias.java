package io.embed4j.neural.attention;

import io.embed4j.core.math.Vectors;

/**
 * A learnt number for each head and each distance down and across within a window, and −∞ for
 * places that are in one window only because it goes on at the other border: Liu et al.: Swin
 * Transformer, 2021, equation 4.
 *
 * @param values for each kind of window that there is, head, query and key
 */
record WindowBias(Windows windows, int heads, float[] values) implements ScoreBias {
  /**
   * Returns the biases of a table.
   *
   * @param table (2 size − 1)² distances × heads
   */
  static WindowBias of(Windows windows, int heads, float[] table) {
    int area = windows.area();
    int kinds = windows.shift() > 0 ? 4 : 1;
    float[] values = new float[kinds * heads * area * area];
    int at = 0;
    for (int kind = 0; kind < kinds; kind++) {
      for (int head = 0; head < heads; head++) {
        for (int query = 0; query < area; query++) {
          for (int key = 0; key < area; key++) {
            values[at++] =
                windows.together(kind, query, key)
                    ? table[distance(query, key, windows.size()) * heads + head]
                    : Float.NEGATIVE_INFINITY;
          }
        }
      }
    }
    return new WindowBias(windows, heads, values);
  }

  private static int distance(int query, int key, int size) {
    int down = query / size - key / size + size - 1;
    int across = query % size - key % size + size - 1;
    return down * (2 * size - 1) + across;
  }

  @Override
  public void addTo(
      float[] scores, int offset, int sequence, int head, int query, int firstKey, int count) {
    int area = windows.area();
    int row = (windows.kind(sequence) * heads + head) * area + query;
    Vectors.addScaled(1, values, row * area + firstKey, scores, offset, count);
  }
}
