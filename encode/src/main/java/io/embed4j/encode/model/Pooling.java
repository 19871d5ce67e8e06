package io.embed4j.encode.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the vectors of a text's tokens become one vector, as in sentence-transformers. Thread-safe.
 *
 * @param modes at least one; the vectors of several stand behind each other
 * @param includePrompt whether the tokens of a prompt count
 */
public record Pooling(List<Mode> modes, boolean includePrompt) {
  /** One way; in the order in which several are concatenated. */
  public enum Mode {
    /** The first token. */
    CLS,
    /** The largest value of each column. */
    MAX,
    /** Σ x / n. */
    MEAN,
    /** Σ x / √n. */
    MEAN_SQRT_LEN,
    /** Σ i·xᵢ / Σ i, where i counts from 1: Muennighoff: SGPT, 2022. */
    WEIGHTED_MEAN,
    /** The last token. */
    LAST_TOKEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Pooling {
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("a pooling needs at least one mode");
    }
    modes = modes.stream().sorted().distinct().toList();
  }

  /** Returns a pooling in one way, prompts included. */
  public static Pooling of(Mode... modes) {
    return new Pooling(List.of(modes), true);
  }

  /** Returns the length of the pooled vector. */
  public int width(int dim) {
    return modes.size() * dim;
  }

  /**
   * Returns the pooled vector of one text.
   *
   * @param states tokens × dim, at least one token, rows contiguous
   * @param firstPosition the position of the first token, from which WEIGHTED_MEAN counts: 0 but
   *     for texts padded on the left
   */
  public float[] pool(Matrix states, int firstPosition) {
    int dim = states.columns();
    float[] pooled = new float[width(dim)];
    for (int i = 0; i < modes.size(); i++) {
      pool(modes.get(i), states, firstPosition, pooled, i * dim);
    }
    return pooled;
  }

  private static void pool(Mode mode, Matrix states, int firstPosition, float[] out, int at) {
    int n = states.rows();
    switch (mode) {
      case CLS -> copyRow(states, 0, out, at);
      case LAST_TOKEN -> copyRow(states, n - 1, out, at);
      case MAX -> max(states, out, at);
      case MEAN -> weightedSum(states, i -> 1f, n, out, at);
      case MEAN_SQRT_LEN -> weightedSum(states, i -> 1f, (float) Math.sqrt(n), out, at);
      case WEIGHTED_MEAN ->
          weightedSum(states, i -> firstPosition + i + 1, total(n, firstPosition), out, at);
    }
  }

  /** Returns the sum of the positions from 1 on. */
  private static float total(int n, int firstPosition) {
    float total = 0;
    for (int i = 0; i < n; i++) {
      total += firstPosition + i + 1;
    }
    return total;
  }

  /**
   * Adds the gradient of one text's states, given that of its pooled vector.
   *
   * @param states what was pooled, tokens × dim
   * @param dy as long as the pooled vector, from {@code at} on
   * @param dStates rows of as many tokens, row-major
   */
  public void addGradient(Matrix states, int firstPosition, float[] dy, int at, Matrix dStates) {
    for (int i = 0; i < modes.size(); i++) {
      addGradient(modes.get(i), states, firstPosition, dy, at + i * states.columns(), dStates);
    }
  }

  private static void addGradient(
      Mode mode, Matrix states, int firstPosition, float[] dy, int at, Matrix dStates) {
    int n = states.rows();
    switch (mode) {
      case CLS -> addRow(1, dy, at, dStates, 0);
      case LAST_TOKEN -> addRow(1, dy, at, dStates, n - 1);
      case MAX -> addToLargest(states, dy, at, dStates);
      case MEAN -> addRows(i -> 1f / n, dy, at, dStates);
      case MEAN_SQRT_LEN -> addRows(i -> (float) (1 / Math.sqrt(n)), dy, at, dStates);
      case WEIGHTED_MEAN -> {
        float total = total(n, firstPosition);
        addRows(i -> (firstPosition + i + 1) / total, dy, at, dStates);
      }
    }
  }

  private static void addRow(float weight, float[] dy, int at, Matrix dStates, int row) {
    int to = dStates.offset() + row * dStates.rowStride();
    Vectors.addScaled(weight, dy, at, dStates.data(), to, dStates.columns());
  }

  private static void addRows(Weight weight, float[] dy, int at, Matrix dStates) {
    for (int i = 0; i < dStates.rows(); i++) {
      addRow(weight.of(i), dy, at, dStates, i);
    }
  }

  /** Of equal values the first one has the gradient, as in PyTorch. */
  private static void addToLargest(Matrix states, float[] dy, int at, Matrix dStates) {
    for (int j = 0; j < states.columns(); j++) {
      int largest = 0;
      for (int i = 1; i < states.rows(); i++) {
        largest = states.at(i, j) > states.at(largest, j) ? i : largest;
      }
      dStates.data()[dStates.offset() + largest * dStates.rowStride() + j] += dy[at + j];
    }
  }

  private static void copyRow(Matrix states, int row, float[] out, int at) {
    int start = states.offset() + row * states.rowStride();
    System.arraycopy(states.data(), start, out, at, states.columns());
  }

  private static void max(Matrix states, float[] out, int at) {
    Arrays.fill(out, at, at + states.columns(), Float.NEGATIVE_INFINITY);
    for (int i = 0; i < states.rows(); i++) {
      for (int j = 0; j < states.columns(); j++) {
        out[at + j] = Math.max(out[at + j], states.at(i, j));
      }
    }
  }

  private interface Weight {
    float of(int token);
  }

  private static void weightedSum(
      Matrix states, Weight weight, float divisor, float[] out, int at) {
    for (int i = 0; i < states.rows(); i++) {
      int start = states.offset() + i * states.rowStride();
      Vectors.addScaled(weight.of(i), states.data(), start, out, at, states.columns());
    }
    for (int j = at; j < at + states.columns(); j++) {
      out[j] /= divisor;
    }
  }
}
