package io.embed4j.encode.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationTest {
  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    assertThat(Correlation.averageRanks(new double[] {3, 1, 3, 3, -2, 1, 9}))
        .containsExactly(5, 2.5, 5, 5, 1, 2.5, 7);
  }

  @Test
  void tiesByHand() {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5 about 2.5: Σxy 3.75, Σxx 4.5, Σyy 4.5.
    assertThat(Correlation.spearman(new double[] {0, 5, 5, 7}, new double[] {1, 2, 3, 3}))
        .isEqualTo(3.75 / 4.5, within(1e-15));
    // About the means 4.25 and 2.25: Σxy 7.75, Σxx 26.75, Σyy 2.75. scipy gives 0.9035942579.
    assertThat(Correlation.pearson(new double[] {0, 5, 5, 7}, new double[] {1, 2, 3, 3}))
        .isEqualTo(7.75 / Math.sqrt(26.75 * 2.75), within(1e-15));
  }

  @Test
  void aConstantListSaysNothing() {
    double tenth = 0.1; // its mean over three is not exactly itself
    double[] constant = {tenth, tenth, tenth};
    assertThat(Correlation.pearson(constant, new double[] {1, 2, 3})).isZero();
    assertThat(Correlation.spearman(new double[] {1, 2, 3}, constant)).isZero();
  }

  @Test
  void aMonotoneFunctionHasTheRankCorrelationOne() {
    double[] x = new Random(1).doubles(50, -3, 3).toArray();
    double[] y = new double[x.length];
    double[] falling = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.exp(3 * x[i]);
      falling[i] = -Math.cbrt(x[i]);
    }
    assertThat(Correlation.spearman(x, y)).isEqualTo(1, within(1e-15));
    assertThat(Correlation.spearman(x, falling)).isEqualTo(-1, within(1e-15));
    assertThat(Correlation.pearson(x, y)).isLessThan(0.9);
  }

  @Test
  void withoutTiesSpearmansClosedFormHolds() {
    Random random = new Random(2);
    double[] x = random.doubles(200).toArray();
    double[] y = random.doubles(200).toArray();
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double d = plainRank(x, i) - plainRank(y, i);
      squares += d * d;
    }
    assertThat(Correlation.spearman(x, y))
        .isEqualTo(1 - 6 * squares / (200.0 * (200.0 * 200.0 - 1)), within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 1", "3, 2, 2", "10, 4, 3", "100, 7, 4", "500, 1000, 5"})
  void ranksAndCorrelationsEqualThePlainOnes(int length, int values, long seed) {
    Random random = new Random(seed);
    double[] x = random.ints(length, 0, values).asDoubleStream().toArray();
    double[] y = random.ints(length, 0, values).asDoubleStream().toArray();
    x[0] = values; // neither list may be constant
    y[length - 1] = values;
    double[] rx = new double[length];
    double[] ry = new double[length];
    for (int i = 0; i < length; i++) {
      rx[i] = plainRank(x, i);
      ry[i] = plainRank(y, i);
    }
    assertThat(Correlation.averageRanks(x)).containsExactly(rx);
    assertThat(Correlation.pearson(x, y)).isEqualTo(plainPearson(x, y), within(1e-12));
    assertThat(Correlation.spearman(x, y)).isEqualTo(plainPearson(rx, ry), within(1e-12));
  }

  @Test
  void listsOfDifferentLengthAreRefused() {
    assertThatThrownBy(() -> Correlation.spearman(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x and y must be of equal length and not empty, but have 2 and 3");
    assertThatThrownBy(() -> Correlation.pearson(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double plainRank(double[] x, int at) {
    int below = 0;
    int equal = 0;
    for (double other : x) {
      below += other < x[at] ? 1 : 0;
      equal += other == x[at] ? 1 : 0;
    }
    return below + (equal + 1) / 2.0;
  }

  /** (nΣxy − ΣxΣy) / √((nΣx² − (Σx)²)(nΣy² − (Σy)²)). */
  private static double plainPearson(double[] x, double[] y) {
    double n = x.length;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      sx += x[i];
      sy += y[i];
      sxx += x[i] * x[i];
      syy += y[i] * y[i];
      sxy += x[i] * y[i];
    }
    return (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
  }
}
