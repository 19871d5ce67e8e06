package io.embed4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What callers see: checks, composed operations, equal bits, no garbage. */
final class VectorsTest {
  private static final int LENGTH = 203;

  private final float[] x = numbers(1);
  private final float[] y = numbers(2);
  private final float[] z = numbers(3);
  private float sink;

  private static float[] numbers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[2 * LENGTH + 5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  @Test
  void rowsOutsideTheirArraysAreRefused() {
    float[] three = new float[3];
    assertThatThrownBy(() -> Vectors.dot(three, 1, x, 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Vectors.addScaled(1, x, 0, three, -1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Vectors.modulusDistance(three, 0, x, 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void softmaxAndLogSumExpSurviveLargeScores() {
    float[] scores = {1000, 1001, 999.5f, -1e9f};
    double sum = 1 + Math.exp(-1) + Math.exp(-1.5);
    assertThat((double) Vectors.logSumExp(scores, 0, 4))
        .isCloseTo(1001 + Math.log(sum), within(1e-4));
    float logSum = Vectors.softmaxInPlace(scores, 0, 4);
    assertThat((double) logSum).isCloseTo(1001 + Math.log(sum), within(1e-4));
    assertThat((double) scores[0]).isCloseTo(Math.exp(-1) / sum, within(1e-7));
    assertThat((double) scores[1]).isCloseTo(1 / sum, within(1e-7));
    assertThat(scores[3]).isZero();
    assertThat(Vectors.logSumExp(scores, 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void rowAdagradScalesTheStepByTheMeanSquare() {
    float[] row = {9, 1, 2, 9};
    float[] state = {5, 0.5f};
    Vectors.rowAdagrad(row, 1, state, 1, new float[] {3, 4}, 0, 2, 0.1f, 1e-8f);
    double root = Math.sqrt(0.5 + 12.5);
    assertThat(state).containsExactly(5, 13);
    assertThat((double) row[1]).isCloseTo(1 - 0.1 * 3 / root, within(1e-6));
    assertThat((double) row[2]).isCloseTo(2 - 0.1 * 4 / root, within(1e-6));
    assertThat(row[0] + row[3]).isEqualTo(18);
  }

  /** Every kernel once, on fresh rows; what they return and leave behind. */
  private Map<String, Float> results() {
    float[] a = x.clone();
    float[] b = y.clone();
    float[] state = new float[a.length];
    float[] second = new float[a.length];
    Vectors.addScaled(0.7f, a, 1, b, 2, LENGTH);
    Vectors.scaleInPlace(1.01f, b, 3, LENGTH);
    Vectors.adagrad(a, state, 1, b, 0, LENGTH, 0.1f, 1e-8f);
    Vectors.adam(a, state, second, 2, b, 1, LENGTH, 0.1f, 0.9f, 0.99f, 1e-8f);
    Vectors.rowAdagrad(a, 0, state, 0, b, 4, LENGTH, 0.1f, 1e-8f);
    return Map.of(
        "dot", Vectors.dot(a, 1, b, 2, LENGTH),
        "sum", Vectors.sum(a, 1, LENGTH),
        "max", Vectors.max(a, 1, LENGTH),
        "squaredNorm", Vectors.squaredNorm(b, 1, LENGTH),
        "l1Norm", Vectors.l1Norm(b, 1, LENGTH),
        "squaredDistance", Vectors.squaredDistance(a, 1, b, 2, LENGTH),
        "l1Distance", Vectors.l1Distance(a, 1, b, 2, LENGTH),
        "modulusDistance", Vectors.modulusDistance(a, 1, b, 2, LENGTH),
        "logSumExp", Vectors.logSumExp(a, 1, LENGTH),
        "softmax", Vectors.softmaxInPlace(a, 1, LENGTH));
  }

  @Test
  void resultsHaveTheSameBitsColdAndWarm() {
    Map<String, Float> cold = results();
    for (int i = 0; i < 3000; i++) {
      assertThat(results().equals(cold)).isTrue();
    }
  }

  /** Boxed vectors cost ten times the time and show nowhere else. */
  @Test
  void nothingIsAllocatedAfterWarmUp() {
    requireNoAllocation("dot", () -> sink += Vectors.dot(x, 1, y, 2, LENGTH));
    requireNoAllocation("sum", () -> sink += Vectors.sum(x, 1, LENGTH));
    requireNoAllocation("max", () -> sink += Vectors.max(x, 1, LENGTH));
    requireNoAllocation("l1Norm", () -> sink += Vectors.l1Norm(x, 1, LENGTH));
    requireNoAllocation(
        "squaredDistance", () -> sink += Vectors.squaredDistance(x, 1, y, 2, LENGTH));
    requireNoAllocation("l1Distance", () -> sink += Vectors.l1Distance(x, 1, y, 2, LENGTH));
    requireNoAllocation(
        "modulusDistance", () -> sink += Vectors.modulusDistance(x, 1, y, 2, LENGTH));
    requireNoAllocation("addScaled", () -> Vectors.addScaled(1e-6f, x, 1, y, 2, LENGTH));
    requireNoAllocation("scaleInPlace", () -> Vectors.scaleInPlace(1, x, 1, LENGTH));
    requireNoAllocation("logSumExp", () -> sink += Vectors.logSumExp(x, 1, LENGTH));
    requireNoAllocation("softmax", () -> sink += Vectors.softmaxInPlace(z, 1, LENGTH));
    requireNoAllocation("adagrad", () -> Vectors.adagrad(x, y, 0, z, 1, LENGTH, 1e-6f, 1e-8f));
    requireNoAllocation(
        "adam", () -> Vectors.adam(x, y, y, 0, z, 1, LENGTH, 1e-6f, 0.9f, 0.99f, 1e-8f));
  }

  private static void requireNoAllocation(String name, Runnable kernel) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytesPerCall = Long.MAX_VALUE;
    for (int round = 0; round < 100 && bytesPerCall > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        kernel.run();
      }
      bytesPerCall = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
    }
    assertThat(bytesPerCall).as(name).isZero();
  }

  @Test
  void cosineIsThatOfTheAngle() {
    float[] a = {9, 3, 0, 4};
    float[] b = {0, 6, 8, 9};
    // (3, 0, 4) and (6, 8, 9) behind the first element: 54 / (5 √181)
    assertThat(Vectors.cosine(a, 1, new float[] {6, 8, 9}, 0, 3))
        .isCloseTo(54 / (5 * Math.sqrt(181)), within(1e-6));
    assertThat(Vectors.cosine(a, 0, a, 0, 4)).isCloseTo(1, within(1e-6));
    assertThat(Vectors.cosine(b, 0, new float[4], 0, 4)).isZero();
  }
}
