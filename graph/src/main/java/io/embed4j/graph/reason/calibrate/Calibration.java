package io.embed4j.graph.reason.calibrate;

import io.embed4j.graph.data.Triples;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the scores of one model mean: the probability that a triple is true. Scores are those of the
 * tail query (head, relation, ?), see {@link io.embed4j.graph.evaluate.TripleScores}. A relation of
 * which there were validation triples has a curve of its own, which the fewer they were the less
 * differs from the global one; the others have the global one.
 *
 * <p>Probabilities hold where true and false triples are as frequent as in the sample, and false
 * ones as hard to tell: one false triple for a true one, as a rule. Thread-safe.
 *
 * @param method how curves were fitted
 * @param negatives what the false triples of the sample were
 * @param seed of corrupted triples
 * @param global what all relations together say
 * @param relations what single relations say, by id
 */
public record Calibration(
    Method method, Negatives negatives, long seed, Fit global, Map<Integer, Fit> relations) {
  private static final double EVEN = 0.5;

  public Calibration {
    relations = Map.copyOf(relations);
  }

  /** Returns the probability that a triple of this relation and score is true. */
  public double probability(int relation, float score) {
    return fit(relation).curve().probability(score);
  }

  /** Returns the probabilities of triples with these scores. */
  public double[] probabilities(Triples triples, float[] scores) {
    return IntStream.range(0, scores.length)
        .mapToDouble(i -> probability(triples.relation(i), scores[i]))
        .toArray();
  }

  /** Returns whether a triple of this relation and score is more probably true than not. */
  public boolean accepts(int relation, float score) {
    return probability(relation, score) >= EVEN;
  }

  /** Returns the least score that is accepted; infinite if all or none are. */
  public float threshold(int relation) {
    return fit(relation).curve().leastScore(EVEN);
  }

  /** Returns what decides about a relation: its own fit, or else the global one. */
  public Fit fit(int relation) {
    return relations.getOrDefault(relation, global);
  }
}
