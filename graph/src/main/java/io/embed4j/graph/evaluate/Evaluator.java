package io.embed4j.graph.evaluate;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.KgeModel;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Filtered link prediction on one graph: every triple is asked from both ends, (head, relation, ?)
 * and (?, relation, tail), against all entities; answers that train, valid or test know to be true
 * are no rivals (Bordes et al. 2013). Make it once per graph and use it for many models.
 *
 * <p>One evaluation at a time, because {@link Workers} do one thing at a time. The figures do not
 * depend on the number of threads.
 */
public final class Evaluator {
  private final KnowledgeGraph graph;
  private final KnownAnswers known;
  private final Workers workers;
  private final BitSet seen;
  private final List<RelationClasses> divisions;

  /**
   * Makes an evaluator; indexes the graph's triples.
   *
   * @param divisions by which {@link #evaluate} breaks its figures down
   */
  public Evaluator(KnowledgeGraph graph, Workers workers, List<RelationClasses> divisions) {
    this.divisions = List.copyOf(divisions);
    this.graph = graph;
    this.known = KnownAnswers.of(graph);
    this.workers = workers;
    this.seen = new BitSet(graph.entities().size());
    for (int i = 0; i < graph.train().size(); i++) {
      seen.set(graph.train().head(i));
      seen.set(graph.train().tail(i));
    }
  }

  /** Makes an evaluator that breaks nothing down by classes of relations. */
  public Evaluator(KnowledgeGraph graph, Workers workers) {
    this(graph, workers, List.of());
  }

  /** Ranks the triples of a scope and returns the figures, also by relation and by class. */
  public Evaluation evaluate(KgeModel model, Scope scope, Progress progress) {
    return evaluation(scope, rank(model, scope.chosen(), progress));
  }

  /**
   * Ranks the triples of a scope by scores that do not come from a model.
   *
   * @param scorers makes a scorer for each thread
   */
  public Evaluation evaluate(
      Supplier<? extends QueryScorer> scorers, Scope scope, Progress progress) {
    int entities = graph.entities().size();
    QueryRanker ranker = new QueryRanker(scorers, entities, known, workers, progress);
    return evaluation(scope, ranker.rank(scope.chosen()));
  }

  private Evaluation evaluation(Scope scope, Ranks ranks) {
    return new Evaluation(
        protocol(scope, ranks.triples()),
        ranks.metrics(Ties.REALISTIC),
        ranks.metrics(Ties.OPTIMISTIC),
        ranks.metrics(Ties.PESSIMISTIC),
        byRelation(ranks),
        byClass(ranks));
  }

  private Protocol protocol(Scope scope, Triples ranked) {
    int unseen =
        (int)
            IntStream.range(0, ranked.size())
                .filter(i -> !seen.get(ranked.head(i)) || !seen.get(ranked.tail(i)))
                .count();
    return new Protocol(
        graph.name(),
        scope.part(),
        ranked.size(),
        scope.triples().size(),
        graph.entities().size(),
        unseen);
  }

  private static Map<Integer, SideMetrics> byRelation(Ranks ranks) {
    Map<Integer, SideMetrics> metrics = new TreeMap<>();
    for (int i = 0; i < ranks.triples().size(); i++) {
      int relation = ranks.triples().relation(i);
      metrics.computeIfAbsent(relation, r -> ranks.metrics(Ties.REALISTIC, other -> other == r));
    }
    return metrics;
  }

  private Map<String, Map<String, SideMetrics>> byClass(Ranks ranks) {
    Map<String, Map<String, SideMetrics>> metrics = new LinkedHashMap<>();
    for (RelationClasses division : divisions) {
      metrics.put(division.name(), division.metrics(ranks));
    }
    return metrics;
  }

  /**
   * Returns the ranks of triples, which need not be triples of the graph but must use its ids.
   * Triples known to the graph are no rivals of each other.
   */
  public Ranks rank(KgeModel model, Triples triples, Progress progress) {
    if (model.entities().rows() != graph.entities().size()) {
      throw new IllegalArgumentException(
          "model must have a row for each of the "
              + graph.entities().size()
              + " entities of "
              + graph.name()
              + ", but has "
              + model.entities().rows());
    }
    return new Ranker(model, known, workers, progress).rank(triples);
  }

  /** Returns the filtered MRR of triples, the figure that training is steered by. */
  public double mrr(KgeModel model, Triples triples) {
    return rank(model, triples, Progress.NONE).metrics(Ties.REALISTIC).both().mrr();
  }
}
