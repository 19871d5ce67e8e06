package io.embed4j.bench.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nothing but fused multiply-adds in registers: twelve independent chains, more than the latency (4
 * cycles) times the units (2) need. A loop of the same instructions in C was measured beside it
 * once (Zen 3, AVX2): both ran at 32 operations a cycle.
 */
final class FmaLoop {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;

  private FmaLoop() {}

  /** Returns the floating-point operations of one round: a multiply-add counts as two. */
  static double operationsPerRound() {
    return 2.0 * CHAINS * SPECIES.length();
  }

  /**
   * Runs the loop. {@code x.fma(y, acc)}, not {@code acc.fma(x, y)}: only the addend may be
   * overwritten, and another register to copy would halve the speed.
   *
   * @return a number that depends on every round
   */
  static float run(int rounds, float start) {
    FloatVector x = FloatVector.broadcast(SPECIES, start);
    FloatVector y = FloatVector.broadcast(SPECIES, 1e-9f);
    FloatVector acc0 = x;
    FloatVector acc1 = x;
    FloatVector acc2 = x;
    FloatVector acc3 = x;
    FloatVector acc4 = x;
    FloatVector acc5 = x;
    FloatVector acc6 = x;
    FloatVector acc7 = x;
    FloatVector acc8 = x;
    FloatVector acc9 = x;
    FloatVector acc10 = x;
    FloatVector acc11 = x;
    for (int i = 0; i < rounds; i++) {
      acc0 = x.fma(y, acc0);
      acc1 = x.fma(y, acc1);
      acc2 = x.fma(y, acc2);
      acc3 = x.fma(y, acc3);
      acc4 = x.fma(y, acc4);
      acc5 = x.fma(y, acc5);
      acc6 = x.fma(y, acc6);
      acc7 = x.fma(y, acc7);
      acc8 = x.fma(y, acc8);
      acc9 = x.fma(y, acc9);
      acc10 = x.fma(y, acc10);
      acc11 = x.fma(y, acc11);
    }
    FloatVector low = acc0.add(acc1).add(acc2).add(acc3).add(acc4).add(acc5);
    FloatVector high = acc6.add(acc7).add(acc8).add(acc9).add(acc10).add(acc11);
    return low.add(high).lane(0);
  }
}
