package io.embed4j.neural.block;

import io.embed4j.neural.layer.Segments;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences of token ids, one after the other without padding.
 *
 * @param ids one a token; not copied, as the other arrays
 * @param types one a token: 0, or 1 in the second text of a pair
 * @param segments where the sequences stand
 * @param firstPositions one a sequence: the position of its first token. It is 0, unless a
 *     reference that pads on the left, and counts positions from the padding on, is to be met
 */
public record TokenBatch(int[] ids, int[] types, Segments segments, int[] firstPositions) {
  public TokenBatch {
    if (ids.length != segments.rows()
        || types.length != ids.length
        || firstPositions.length != segments.count()) {
      throw new IllegalArgumentException(
          "%d ids, %d types and %d first positions do not fit %d sequences of %d tokens"
              .formatted(
                  ids.length,
                  types.length,
                  firstPositions.length,
                  segments.count(),
                  segments.rows()));
    }
  }

  /** Returns the batch of these sequences, all of type 0. */
  public static TokenBatch of(List<int[]> sequences) {
    return of(sequences, sequences.stream().map(ids -> new int[ids.length]).toList());
  }

  /** Returns the batch of these sequences and their types. */
  public static TokenBatch of(List<int[]> sequences, List<int[]> types) {
    Segments segments = Segments.ofLengths(sequences.stream().map(ids -> ids.length).toList());
    return new TokenBatch(
        concatenated(sequences), concatenated(types), segments, new int[sequences.size()]);
  }

  private static int[] concatenated(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Returns the same sequences with other positions of their first tokens. */
  public TokenBatch withFirstPositions(int... positions) {
    return new TokenBatch(ids, types, segments, positions);
  }

  /** Returns the number of tokens. */
  public int tokens() {
    return ids.length;
  }

  /** Returns the number of sequences. */
  public int sequences() {
    return segments.count();
  }

  /** Returns the sequences {@code from} (inclusive) to {@code to} (exclusive). */
  public TokenBatch range(int from, int to) {
    int start = segments.start(from);
    int end = segments.start(to);
    return new TokenBatch(
        Arrays.copyOfRange(ids, start, end),
        Arrays.copyOfRange(types, start, end),
        segments.range(from, to),
        Arrays.copyOfRange(firstPositions, from, to));
  }

  /** Returns the position of each token. */
  public int[] positions() {
    int[] positions = new int[tokens()];
    for (int i = 0; i < sequences(); i++) {
      for (int token = segments.start(i); token < segments.end(i); token++) {
        positions[token] = firstPositions[i] + token - segments.start(i);
      }
    }
    return positions;
  }
}
