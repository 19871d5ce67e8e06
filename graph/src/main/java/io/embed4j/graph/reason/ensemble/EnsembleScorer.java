package io.embed4j.graph.reason.ensemble;

import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.QueryScorer;
import io.embed4j.graph.reason.rule.RuleScorer;

/**
 * Scores by a model and by rules: model score + w · log(ε + strength of the rules). Where the
 * model's score is a logit, as with the softmax over all entities, this is a product of experts
 * (Hinton 2002): each can veto, and w, fitted per relation and side, says how sharp the rules are.
 * A weight of 0 leaves the model alone. Not thread-safe.
 */
public final class EnsembleScorer implements QueryScorer {
  /** The strength of an entity that no rule predicts. */
  private static final float UNPREDICTED = 1e-3f;

  private final QueryScorer model;
  private final RuleScorer rules;
  private final Weights weights;
  private final Row strengths;

  /** Takes a scorer of each kind for one thread. */
  public EnsembleScorer(QueryScorer model, RuleScorer rules, Weights weights, int entities) {
    this.model = model;
    this.rules = rules;
    this.weights = weights;
    this.strengths = Row.of(new float[entities]);
  }

  @Override
  public void score(Side side, int entity, int relation, Row scores) {
    model.score(side, entity, relation, scores);
    logStrengths(rules, side, entity, relation, strengths);
    add(weights.of(side, relation), strengths, scores);
  }

  /** Computes log(ε + strength) for every entity. */
  static void logStrengths(RuleScorer rules, Side side, int entity, int relation, Row out) {
    rules.strengths(side, entity, relation, out);
    for (int i = 0; i < out.length(); i++) {
      out.set(i, (float) Math.log(UNPREDICTED + out.at(i)));
    }
  }

  /** scores += weight · logStrengths. */
  static void add(float weight, Row logStrengths, Row scores) {
    for (int i = 0; i < scores.length(); i++) {
      scores.add(i, weight * logStrengths.at(i));
    }
  }
}
