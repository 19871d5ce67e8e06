package io.embed4j.graph.reason.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
  private static final Curve.Platt PLATT = new Curve.Platt(1.7, -0.4);
  private static final Curve.Isotonic ISOTONIC =
      new Curve.Isotonic(new double[] {-2, 0, 3}, new double[] {0.1, 0.5, 0.9});

  @Test
  void theLogisticCurveIsItsFormula() {
    assertThat(PLATT.probability(2)).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-15));
    assertThat(new Curve.Platt(0, 0).probability(Double.MAX_VALUE)).isEqualTo(0.5);
  }

  @Test
  void theIsotonicCurveIsStraightBetweenItsPoints() {
    assertThat(ISOTONIC.probability(-9)).isEqualTo(0.1);
    assertThat(ISOTONIC.probability(-1)).isCloseTo(0.3, within(1e-15));
    assertThat(ISOTONIC.probability(0)).isEqualTo(0.5);
    assertThat(ISOTONIC.probability(1.5)).isCloseTo(0.7, within(1e-15));
    assertThat(ISOTONIC.probability(9)).isEqualTo(0.9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.11, 0.3, 0.5, 0.62, 0.9})
  void theLeastScoreIsTheFirstThatReachesTheProbability(double probability) {
    for (Curve curve : new Curve[] {PLATT, ISOTONIC, new Curve.Platt(1e-3, 8)}) {
      float least = curve.leastScore(probability);
      assertThat(curve.probability(least)).isGreaterThanOrEqualTo(probability);
      assertThat(curve.probability(Math.nextDown(least))).isLessThan(probability);
    }
  }

  @Test
  void theLeastScoreOfAllOrNoneIsInfinite() {
    assertThat(ISOTONIC.leastScore(0.91)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ISOTONIC.leastScore(0.1)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(new Curve.Platt(0, -1).leastScore(0.5)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(new Curve.Platt(0, 1).leastScore(0.5)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void curvesThatFallAreRefused() {
    assertThatThrownBy(() -> new Curve.Platt(-1, 0)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new Curve.Isotonic(new double[] {1, 2}, new double[] {0.6, 0.5}))
        .hasMessageContaining("must not fall");
    assertThatThrownBy(() -> new Curve.Isotonic(new double[] {2, 2}, new double[] {0.5, 0.6}))
        .hasMessageContaining("must ascend");
  }
}
