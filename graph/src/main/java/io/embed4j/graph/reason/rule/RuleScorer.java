package io.embed4j.graph.reason.rule;

import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.QueryScorer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Answers queries by rules alone. The score of an entity is its place among the predicted ones,
 * counted from below; entities that no rule predicts have 0. Not thread-safe.
 */
public final class RuleScorer implements QueryScorer {
  private final RuleIndex index;
  private final Adjacency graph;
  private final Walk walk;
  private final Candidates candidates;
  private final List<Walk.Reached> reached = new ArrayList<>(); // by node of the path tree
  private final BitSet known = new BitSet(); // nodes whose entities are found
  private final Walk.Reached ends = new Walk.Reached();

  /** Makes a scorer for one thread. */
  public RuleScorer(RuleIndex index) {
    this.index = index;
    this.graph = index.graph();
    this.walk = new Walk(graph);
    this.candidates = new Candidates(graph.entities());
  }

  @Override
  public void score(Side side, int entity, int relation, Row scores) {
    predict(side, entity, relation);
    candidates.rank(scores);
  }

  /** Returns the confidence of the best rule for an entity in the last query, 0 without any. */
  public float confidence(int entity) {
    return candidates.confidence(entity, 0);
  }

  /**
   * Overwrites the strength of the rules for every entity, from 0 where none predicts it to 1: the
   * chance that one of its three best rules is right, if they were independent (noisy-or).
   */
  public void strengths(Side side, int entity, int relation, Row strengths) {
    predict(side, entity, relation);
    candidates.strengths(strengths);
  }

  private void predict(Side side, int entity, int relation) {
    candidates.clear();
    int step = Step.forward(relation);
    int query = side == Side.TAIL ? step : Step.inverse(step);
    closed(index.closed(query), entity);
    constantsOf(index.anchored(query), entity);
    holdersOf(index.anchored(Step.inverse(query)).withConstant(entity), entity);
  }

  /** query(entity, Y) ← path: the ends Y of each path. */
  private void closed(PathTree tree, int entity) {
    known.clear();
    for (int i = 0; i < tree.rules(); i++) {
      Walk.Reached beginning = reach(tree, tree.beginning(i), entity);
      if (beginning.size() > 0) {
        walk.step(beginning, tree.lastStep(i), entity, ends);
        float confidence = (float) tree.rule(i).evidence().confidence();
        for (int k = 0; k < ends.size(); k++) {
          candidates.add(ends.entity(k), confidence);
        }
      }
    }
  }

  private Walk.Reached reach(PathTree tree, int node, int entity) {
    while (reached.size() <= node) {
      reached.add(new Walk.Reached());
    }
    Walk.Reached result = reached.get(node);
    if (!known.get(node)) {
      known.set(node);
      if (node == PathTree.ROOT) {
        result.startAt(entity);
      } else {
        walk.step(reach(tree, tree.parent(node), entity), tree.step(node), entity, result);
      }
    }
    return result;
  }

  /** query(X, c) ← body(X, d) with X = entity: the constants c. */
  private void constantsOf(AnchoredIndex rules, int entity) {
    for (int g = graph.firstGroup(entity); g < graph.firstGroup(entity + 1); g++) {
      int step = graph.step(g);
      for (int k = graph.start(g); k < graph.start(g + 1); k++) {
        addConstants(rules.withBody(step, graph.neighbor(k)), entity);
      }
      addConstants(rules.withBody(step, Rule.Anchored.ANY), entity);
    }
  }

  private void addConstants(List<Rule.Anchored> rules, int entity) {
    for (Rule.Anchored rule : rules) {
      if (rule.constant() != entity
          && (rule.end() != Rule.Anchored.ANY || isOpen(entity, rule.body(), rule.constant()))) {
        candidates.add(rule.constant(), (float) rule.evidence().confidence());
      }
    }
  }

  /** inverse query(X, c) ← body(X, d) with c = entity: the entities X. */
  private void holdersOf(List<Rule.Anchored> rules, int entity) {
    for (Rule.Anchored rule : rules) {
      float confidence = (float) rule.evidence().confidence();
      if (rule.end() == Rule.Anchored.ANY) {
        for (int x : graph.having(rule.body())) {
          if (x != entity && isOpen(x, rule.body(), entity)) {
            candidates.add(x, confidence);
          }
        }
        continue;
      }
      int group = graph.group(rule.end(), Step.inverse(rule.body()));
      if (group != Adjacency.NONE) {
        for (int k = graph.start(group); k < graph.start(group + 1); k++) {
          if (graph.neighbor(k) != entity) {
            candidates.add(graph.neighbor(k), confidence);
          }
        }
      }
    }
  }

  /** Returns whether body(x, A) holds for some A other than the constant. */
  private boolean isOpen(int x, int body, int constant) {
    int group = graph.group(x, body);
    for (int k = graph.start(group); k < graph.start(group + 1); k++) {
      if (graph.neighbor(k) != constant) {
        return true;
      }
    }
    return false;
  }
}
