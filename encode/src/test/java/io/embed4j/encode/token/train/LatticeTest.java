package io.embed4j.encode.token.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a list of all ways to cut a word. */
class LatticeTest {
  private static final List<String> TOKENS =
      List.of("a", "b", "ab", "ba", "aba", "bb", "abab", "😀", "a😀", "bab");

  private final double[] scores = new double[TOKENS.size()];

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abab", "babab", "abb😀aba😀", "aaaa", "bababba😀"})
  void sumsAndTheBestAreThoseOfAllWays(String word) {
    SplittableRandom random = new SplittableRandom(word.hashCode());
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -5 * random.nextDouble();
    }
    List<List<Integer>> ways = new ArrayList<>();
    addWays(word, List.of(), ways);
    double sum = 0;
    double[] expected = new double[scores.length];
    for (List<Integer> way : ways) {
      sum += Math.exp(score(way));
    }
    for (List<Integer> way : ways) {
      way.forEach(token -> expected[token] += 3 * Math.exp(score(way)));
    }
    Lattice lattice = new Lattice(TOKENS, scores);
    int[] points = word.codePoints().toArray();

    double[] actual = new double[scores.length];
    assertThat(lattice.addExpected(points, 3, actual)).isCloseTo(Math.log(sum), within(1e-12));
    for (int i = 0; i < scores.length; i++) {
      assertThat(actual[i]).as(TOKENS.get(i)).isCloseTo(expected[i] / sum, within(1e-12));
    }
    for (int without = Lattice.NONE; without < scores.length; without++) {
      assertThat(lattice.best(points, without)).containsExactly(best(ways, without));
    }
  }

  private int[] best(List<List<Integer>> ways, int without) {
    return ways.stream()
        .filter(way -> !way.contains(without))
        .max(Comparator.comparingDouble(this::score))
        .map(way -> way.reversed().stream().mapToInt(i -> i).toArray())
        .orElse(new int[0]);
  }

  private double score(List<Integer> way) {
    return way.stream().mapToDouble(token -> scores[token]).sum();
  }

  private static void addWays(String rest, List<Integer> before, List<List<Integer>> ways) {
    if (rest.isEmpty()) {
      ways.add(before);
    }
    for (int i = 0; i < TOKENS.size(); i++) {
      if (rest.startsWith(TOKENS.get(i))) {
        List<Integer> way = new ArrayList<>(before);
        way.add(i);
        addWays(rest.substring(TOKENS.get(i).length()), way, ways);
      }
    }
  }

  /** Values of Abramowitz, Stegun: Handbook of Mathematical Functions, tables 6.1 and 6.3. */
  @ParameterizedTest
  @CsvSource({
    "1, -0.5772156649015329",
    "0.5, -1.9635100260214235",
    "2, 0.42278433509846714",
    "10, 2.251752589066721",
    "100, 4.600161852738087"
  })
  void digammaIsThatOfTheTables(double x, double value) {
    assertThat(UnigramTrainer.digamma(x)).isCloseTo(value, within(1e-9));
  }

  @Test
  void scriptsKeepWordsAndSignsApart() {
    assertThat(Scripts.mayJoin('▁', 'a')).isTrue();
    assertThat(Scripts.mayJoin('a', '▁')).isFalse();
    assertThat(Scripts.mayJoin('a', '1')).isFalse();
    assertThat(Scripts.mayJoin('1', '.')).isTrue();
    assertThat(Scripts.mayJoin('a', 'б')).isFalse();
    assertThat(Scripts.mayJoin('中', 'a')).isFalse();
    assertThat(Scripts.mayJoin('中', '文')).isTrue();
    assertThat(Scripts.mayJoin('の', '人')).isTrue();
    assertThat(Scripts.mayJoin('e', '\u0301')).isTrue();
  }
}
