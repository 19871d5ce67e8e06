package io.embed4j.graph.train;

import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses which triples of a chunk are corrupted on which side. */
final class SideChooser {
  private final Objective.Sides sides;
  private final Triples train;
  private final double[] headProbability; // of each relation, for BERNOULLI
  private boolean[] corruptsHead = new boolean[0];

  private SideChooser(Objective.Sides sides, Triples train, double[] headProbability) {
    this.sides = sides;
    this.train = train;
    this.headProbability = headProbability;
  }

  static SideChooser of(Objective.Sides sides, Triples train, int relations) {
    double[] headProbability =
        sides == Objective.Sides.BERNOULLI ? headProbabilities(train, relations) : new double[0];
    return new SideChooser(sides, train, headProbability);
  }

  /**
   * tph / (tph + hpt), with tph the mean number of tails of a head under the relation, hpt the
   * reverse.
   */
  private static double[] headProbabilities(Triples train, int relations) {
    double[] tailsPerHead = answersPerQuery(QueryIndex.of(Side.TAIL, train), relations);
    double[] headsPerTail = answersPerQuery(QueryIndex.of(Side.HEAD, train), relations);
    double[] probability = new double[relations];
    for (int r = 0; r < relations; r++) {
      probability[r] = tailsPerHead[r] / (tailsPerHead[r] + headsPerTail[r]);
    }
    return probability;
  }

  private static double[] answersPerQuery(QueryIndex index, int relations) {
    double[] queries = new double[relations];
    double[] answers = new double[relations];
    for (int q = 0; q < index.size(); q++) {
      queries[index.relation(q)]++;
      answers[index.relation(q)] += index.count(q);
    }
    for (int r = 0; r < relations; r++) {
      answers[r] /= Math.max(1, queries[r]);
    }
    return answers;
  }

  /** Returns how many queries a triple makes. */
  int queriesPerTriple() {
    return sides == Objective.Sides.BOTH ? 2 : 1;
  }

  /**
   * Returns those of a chunk's triples that are corrupted on a side; ask for the tail side first.
   */
  int[] choose(Side side, int[] chunk, int chunkNumber, SplittableRandom random) {
    return switch (sides) {
      case BOTH -> chunk;
      case ALTERNATING -> (chunkNumber % 2 == 0) == (side == Side.TAIL) ? chunk : new int[0];
      case BERNOULLI -> {
        if (side == Side.TAIL) {
          draw(chunk, random);
        }
        int[] chosen = new int[chunk.length];
        int count = 0;
        for (int i = 0; i < chunk.length; i++) {
          if (corruptsHead[i] == (side == Side.HEAD)) {
            chosen[count++] = chunk[i];
          }
        }
        yield Arrays.copyOf(chosen, count);
      }
    };
  }

  /** Returns whether the head of a triple is to be corrupted, if one side is; thread-safe. */
  boolean corruptsHead(int triple, int position, SplittableRandom random) {
    return switch (sides) {
      case BOTH, ALTERNATING -> position % 2 == 1;
      case BERNOULLI -> random.nextDouble() < headProbability[train.relation(triple)];
    };
  }

  private void draw(int[] chunk, SplittableRandom random) {
    corruptsHead = corruptsHead.length >= chunk.length ? corruptsHead : new boolean[chunk.length];
    for (int i = 0; i < chunk.length; i++) {
      corruptsHead[i] = random.nextDouble() < headProbability[train.relation(chunk[i])];
    }
  }
}
