package io.embed4j.graph.reason.rule;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Mines rules from the training triples of a graph, bottom-up and at any time: draw a triple, take
 * a path between its entities, forget the entities in between, and count how often the rule that is
 * left is right. Frequent rules are met first, so that stopping early keeps the best. After
 * Meilicke et al. 2019 and 2020 (AnyBURL); other than there, rules with constants are not sampled:
 * the first time that a triple with the head (X, r, c) is drawn, all of this head are counted.
 *
 * <p>With {@link MiningBudget.Samples} the rules depend on the seed alone, not on the threads.
 */
public final class RuleMiner {
  private final KnowledgeGraph graph;
  private final Adjacency adjacency;
  private final MiningSettings settings;
  private final Workers workers;

  /** Makes a miner; indexes the training triples. */
  public RuleMiner(KnowledgeGraph graph, MiningSettings settings, Workers workers) {
    this.graph = graph;
    this.adjacency = Adjacency.of(graph);
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * Returns rules for all relations, the best first.
   *
   * @param stop asked often; the rules found until it says yes are returned
   */
  public List<Rule> mine(MiningBudget budget, Progress progress, BooleanSupplier stop) {
    return mine(graph.train(), budget, progress, stop);
  }

  /** Returns rules that may speak for one triple, which need not be in the graph. */
  public List<Rule> mineFor(int head, int relation, int tail, MiningBudget budget) {
    return mine(Triples.of(new int[] {head, relation, tail}), budget, Progress.NONE, () -> false);
  }

  private List<Rule> mine(
      Triples targets, MiningBudget budget, Progress progress, BooleanSupplier stop) {
    if (targets.size() == 0) {
      return List.of();
    }
    MiningRun run = new MiningRun(adjacency, targets, settings, budget);
    List<Rule> rules = new ArrayList<>(run.mine(workers, progress, stop));
    rules.sort(Rule.BEST_FIRST);
    return rules;
  }
}
