package io.embed4j.neural.attention;

/**
 * How attention is divided.
 *
 * @param count heads of queries
 * @param keyCount heads of keys and values; neighbouring heads of queries share one: Ainslie et
 *     al.: GQA, 2023
 * @param dim width of a head
 * @param scale factor of the products of queries and keys, usually 1 / √dim
 */
public record Heads(int count, int keyCount, int dim, float scale) {
  public Heads {
    if (keyCount < 1 || count % keyCount != 0 || dim < 1) {
      throw new IllegalArgumentException(
          "%d heads of %d floats cannot share %d heads of keys".formatted(count, dim, keyCount));
    }
  }

  /** Returns heads that have keys of their own and the usual scale. */
  public static Heads of(int count, int dim) {
    return new Heads(count, count, dim, inverseRoot(dim));
  }

  /** Returns 1 / √x. */
  public static float inverseRoot(double x) {
    return (float) (1 / Math.sqrt(x));
  }

  /** Returns the width of all queries of a token. */
  public int queryWidth() {
    return count * dim;
  }

  /** Returns the width of all keys of a token. */
  public int keyWidth() {
    return keyCount * dim;
  }
}
