package io.embed4j.encode.compare;

import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Truncation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs by their length, which is the mean of their two texts in tokens, in four groups of equal
 * size.
 *
 * @param members indices of pairs, group by group, the shortest first
 * @param longest the greatest length in each group
 */
record LengthQuarters(List<int[]> members, List<Double> longest) {
  private static final int QUARTERS = 4;
  private static final EncodeOptions BARE = new EncodeOptions(false, Truncation.NONE);

  static LengthQuarters of(List<ScoredPair> pairs, Tokenizer tokenizer) {
    double[] lengths =
        pairs.stream()
            .mapToDouble(p -> (length(p.first(), tokenizer) + length(p.second(), tokenizer)) / 2.0)
            .toArray();
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> lengths[i]))
            .mapToInt(i -> i)
            .toArray();
    List<int[]> members =
        IntStream.range(0, QUARTERS).mapToObj(quarter -> part(order, quarter)).toList();
    return new LengthQuarters(
        members,
        members.stream()
            .map(m -> Arrays.stream(m).mapToDouble(i -> lengths[i]).max().orElse(0))
            .toList());
  }

  private static int length(String text, Tokenizer tokenizer) {
    return tokenizer.encode(text, BARE).length();
  }

  private static int[] part(int[] order, int quarter) {
    return Arrays.copyOfRange(
        order, order.length * quarter / QUARTERS, order.length * (quarter + 1) / QUARTERS);
  }
}
