package io.embed4j.encode.token.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.encode.token.train.PairMerges.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against counting everything anew before each merge. */
class PairMergesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void mergesAreThoseOfCountingAnew(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] words = new int[60][];
    long[] counts = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.ints(random.nextInt(12), 0, 4).toArray();
      counts[i] = 1L + random.nextInt(5);
    }
    List<List<Integer>> plain = new ArrayList<>();
    for (int[] word : words) {
      plain.add(new ArrayList<>(Arrays.stream(word).boxed().toList()));
    }
    PairMerges pairs = new PairMerges(words, counts);
    for (int merged = 4; ; merged++) {
      Optional<Pair> expected = mostFrequent(plain, counts);
      assertThat(pairs.mostFrequent()).as("before merge %d", merged).isEqualTo(expected);
      if (expected.isEmpty()) {
        break;
      }
      Pair pair = expected.get();
      int symbol = merged % 7 == 0 ? merged - 1 : merged; // two pairs may merge to the same
      pairs.merge(pair, symbol);
      plain.forEach(word -> merge(word, pair, symbol));
    }
  }

  private static Optional<Pair> mostFrequent(List<List<Integer>> words, long[] counts) {
    Map<Integer, Map<Integer, Long>> all = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      List<Integer> word = words.get(i);
      for (int k = 0; k + 1 < word.size(); k++) {
        all.computeIfAbsent(word.get(k), left -> new TreeMap<>())
            .merge(word.get(k + 1), counts[i], Long::sum);
      }
    }
    return all.entrySet().stream()
        .flatMap(
            left ->
                left.getValue().entrySet().stream()
                    .map(right -> new Pair(left.getKey(), right.getKey(), right.getValue())))
        .max(
            Comparator.comparingLong(Pair::count)
                .thenComparing(Comparator.comparingInt(Pair::left).reversed())
                .thenComparing(Comparator.comparingInt(Pair::right).reversed()));
  }

  private static void merge(List<Integer> word, Pair pair, int merged) {
    for (int i = 0; i + 1 < word.size(); i++) {
      if (word.get(i) == pair.left() && word.get(i + 1) == pair.right()) {
        word.subList(i + 1, i + 2).clear();
        word.set(i, merged);
      }
    }
  }
}
