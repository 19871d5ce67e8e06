package io.embed4j.graph.reason.rule;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Decides how often paths of each length are drawn: in proportion to what their rules were worth in
 * the last round, per unit of work. The reward of a new rule is support · confidence / 2^length and
 * the choice is by weight, as in Meilicke, Chekol, Fink, Stuckenschmidt, "Reinforced Anytime
 * Bottom-Up Rule Learning for Knowledge Graph Completion", 2020, sections 3.2 and 3.3. Rewards and
 * work are whole numbers, so that no order of addition can change a choice.
 */
final class LengthPolicy {
  /** No length is drawn more rarely, or it could never show that its time has come. */
  private static final double LEAST_SHARE = 0.05;

  private static final double REWARD_UNIT = 1e-3;

  private final double[] shares; // by length − 1

  LengthPolicy(int maxLength) {
    shares = new double[maxLength];
    Arrays.fill(shares, 1.0 / maxLength);
  }

  int draw(SplittableRandom random) {
    double point = random.nextDouble();
    int length = 1;
    while (length < shares.length && point >= shares[length - 1]) {
      point -= shares[length++ - 1];
    }
    return length;
  }

  /** What drawing paths has brought and cost, by length − 1. */
  record Tally(long[] rewards, long[] work) {
    static Tally of(int maxLength) {
      return new Tally(new long[maxLength], new long[maxLength]);
    }

    void reward(Rule.Closed rule) {
      int length = rule.path().length;
      Rule.Evidence evidence = rule.evidence();
      double reward = evidence.support() * evidence.confidence() / (1 << length);
      rewards[length - 1] += Math.round(reward / REWARD_UNIT);
    }

    void add(Tally other) {
      Arrays.setAll(rewards, i -> rewards[i] + other.rewards[i]);
      Arrays.setAll(work, i -> work[i] + other.work[i]);
    }
  }

  /** Sets the shares for the next round. */
  void learn(Tally round) {
    double[] worth = new double[shares.length];
    Arrays.setAll(worth, i -> round.rewards()[i] / (double) Math.max(1, round.work()[i]));
    double sum = Arrays.stream(worth).sum();
    if (sum > 0) {
      double free = 1 - LEAST_SHARE * shares.length;
      Arrays.setAll(shares, i -> LEAST_SHARE + free * worth[i] / sum);
    }
  }
}
