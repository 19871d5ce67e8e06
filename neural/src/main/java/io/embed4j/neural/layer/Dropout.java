package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import java.util.Arrays;

/**
 * Sets a share of numbers to 0 and scales the others up to make good: Srivastava et al.: Dropout,
 * 2014. Which numbers is a function of the key, the row and the column alone, so that a second pass
 * forward, the way back and any number of threads meet the same ones. Thread-safe: no state.
 *
 * @param states share of the states before they are added to a residual, in [0, 1)
 * @param attention share of the weights of attention, in [0, 1)
 * @param key of seed, step and place
 */
public record Dropout(double states, double attention, long key) {
  public Dropout {
    if (!(states >= 0 && states < 1 && attention >= 0 && attention < 1)) {
      throw new IllegalArgumentException(
          "dropout must be at least 0 and below 1, but is " + states + " and " + attention);
    }
  }

  /** Returns a dropout that leaves all as it is. */
  public static Dropout none() {
    return new Dropout(0, 0, 0);
  }

  /** Returns the same shares of other numbers: those of a step, a layer or a place in it. */
  public Dropout at(long place) {
    return new Dropout(states, attention, mix(key + 0x9E3779B97F4A7C15L * (place + 1)));
  }

  /** Replaces a row of states, or of their gradient. */
  public void applyToStates(float[] x, int offset, int length, long row) {
    if (states > 0) {
      Vectors.dropOutInPlace(x, offset, length, (float) states, rowKey(row), 0);
    }
  }

  /** Replaces the weights of a query, or their gradient, those from key {@code place} on. */
  public void applyToQuery(float[] x, int offset, int length, int rowKey, int place) {
    if (attention > 0) {
      Vectors.dropOutInPlace(x, offset, length, (float) attention, rowKey, place);
    }
  }

  /** Replaces the weights of key {@code place} in many queries, or their gradient. */
  public void applyToKey(float[] x, int offset, int length, int[] rowKeys, int at, int place) {
    if (attention > 0) {
      Vectors.dropOutColumnInPlace(x, offset, length, (float) attention, rowKeys, at, place);
    }
  }

  /** Returns the keys of the rows 0 to {@code count - 1} of weights of attention. */
  public int[] attentionKeys(int count) {
    int[] keys = new int[attention > 0 ? count : 0];
    Arrays.setAll(keys, this::rowKey);
    return keys;
  }

  private int rowKey(long row) {
    return (int) (mix(key + row) >>> 32);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
