package io.embed4j.encode.tune.loss;

import io.embed4j.core.matrix.Matrix;
import java.util.Optional;

/**
 * What the rows of a batch of vectors stand for: the first texts of n pairs, then their second
 * texts, then hard negatives, as many as there are.
 *
 * @param pairs n
 * @param owners the pair of each hard negative
 * @param texts an id a row, the same for the same text
 * @param targets the score or the label of each pair; of no elements where there are none
 * @param teacher the vectors of another encoder for the same texts, of any length
 */
public record Tuples(
    int pairs, int[] owners, int[] texts, double[] targets, Optional<Matrix> teacher) {
  public Tuples {
    int rows = 2 * pairs + owners.length;
    if (texts.length != rows) {
      throw new IllegalArgumentException(
          "texts must have an id for each of %d rows, but has %d".formatted(rows, texts.length));
    }
    if (targets.length != 0 && targets.length != pairs) {
      throw new IllegalArgumentException(
          "targets must be none or %d, but are %d".formatted(pairs, targets.length));
    }
  }

  /** Returns the number of vectors. */
  public int rows() {
    return texts.length;
  }

  /** Returns the row of the second text of a pair. */
  int second(int pair) {
    return pairs + pair;
  }

  /** Returns the row of a hard negative. */
  int negative(int number) {
    return 2 * pairs + number;
  }

  /**
   * Returns whether a candidate says nothing about a first text, because it is known to be as good
   * as its own second text: it is the same text as that one or as the first, or the second text of
   * the same first text.
   *
   * @param candidate counts second texts, then hard negatives, from 0
   */
  boolean isTie(int pair, int candidate) {
    int text = texts[pairs + candidate];
    return candidate != pair
        && (text == texts[pairs + pair]
            || text == texts[pair]
            || (candidate < pairs && texts[candidate] == texts[pair]));
  }
}
