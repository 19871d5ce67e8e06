package io.embed4j.graph.reason.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormBoundTest {
  private static final int WIDTH = 200;

  /** Parallel rows reach the bound, so that rounding would break it if it were the exact one. */
  @ParameterizedTest
  @EnumSource(Comparison.class)
  void noComputedScoreExceedsTheBoundAndParallelRowsNearlyReachIt(Comparison comparison) {
    NormBound bound = new NormBound(comparison, WIDTH);
    SplittableRandom random = new SplittableRandom(1);
    try (Workers workers = Workers.single()) {
      for (int round = 0; round < 300; round++) {
        float[] q = new float[WIDTH];
        float[] c = new float[WIDTH];
        float factor = (float) random.nextDouble(0.5, 2);
        for (int i = 0; i < WIDTH; i++) {
          q[i] = (float) random.nextDouble(-1, 1);
          c[i] = round % 2 == 0 ? factor * q[i] : (float) random.nextDouble(-1, 1);
        }
        float[] score = new float[1];
        Candidates.of(comparison, Matrix.of(c, 1, WIDTH), workers)
            .score(Matrix.of(q, 1, WIDTH), 0, Matrix.of(score, 1, 1), workers);
        double qNorm = bound.norm(Row.of(q));
        double most = bound.of(qNorm, qNorm, bound.norm(Row.of(c)));
        assertThat((double) score[0]).isLessThanOrEqualTo(most);
        if (round % 2 == 0) {
          assertThat(most).isCloseTo(score[0], within(0.05 * Math.abs(score[0]) + 0.2));
        }
        assertThat(bound.of(qNorm / 2, 2 * qNorm, bound.norm(Row.of(c))))
            .isGreaterThanOrEqualTo(most);
      }
    }
  }
}
