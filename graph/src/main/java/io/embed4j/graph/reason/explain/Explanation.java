package io.embed4j.graph.reason.explain;

import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.reason.rule.Rule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What speaks for a fact.
 *
 * @param score of the model, as of the query (head, relation, ?)
 * @param probability that the fact is true, where the run is calibrated
 * @param known whether train, valid or test hold the fact
 * @param amongTails its filtered rank as an answer to (head, relation, ?)
 * @param amongHeads its filtered rank as an answer to (?, relation, tail)
 * @param arguments rules that predict it, the best first
 * @param similar known facts of the relation with the most similar entities, the most similar first
 * @param supports training triples at its entities without which its score would fall most, the
 *     most needed first
 */
public record Explanation(
    float score,
    OptionalDouble probability,
    boolean known,
    Rank amongTails,
    Rank amongHeads,
    List<Argument> arguments,
    List<Similar> similar,
    List<Support> supports) {

  /**
   * A rule that predicts the fact.
   *
   * @param path training triples for which its body holds, in the order of the body
   */
  public record Argument(Rule rule, Triples path) {}

  /**
   * A known fact of the same relation.
   *
   * @param similarity mean cosine between the heads and between the tails
   */
  public record Similar(int head, int tail, double similarity) {}

  /**
   * A training triple that shares an entity with the fact.
   *
   * @param change see {@link Influence#change}; negative
   */
  public record Support(int head, int relation, int tail, double change) {}
}
