package io.embed4j.graph.reason.explain;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.KnownAnswers;
import io.embed4j.graph.evaluate.ModelScorer;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.rule.Proofs;
import io.embed4j.graph.reason.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says why a model believes a fact: by rules, by similar facts and by what its score rests on. */
public final class Explainer {
  private final KgeModel model;
  private final KnowledgeGraph graph;
  private final Optional<Calibration> calibration;
  private final Workers workers;

  /**
   * Makes an explainer.
   *
   * @param calibration of the model, if there is one
   */
  public Explainer(
      KgeModel model, KnowledgeGraph graph, Optional<Calibration> calibration, Workers workers) {
    this.model = model;
    this.graph = graph;
    this.calibration = calibration;
    this.workers = workers;
  }

  /**
   * Explains a fact, which need not be known.
   *
   * @param rules among which to look for arguments
   * @param top how many arguments, similar facts and supports at most
   * @throws IndexOutOfBoundsException if the fact holds an id that does not exist
   */
  public Explanation explain(int head, int relation, int tail, List<Rule> rules, int top) {
    Objects.checkIndex(head, graph.entities().size());
    Objects.checkIndex(relation, graph.relations().size());
    Objects.checkIndex(tail, graph.entities().size());
    KnownAnswers known = KnownAnswers.of(graph);
    Row tailScores = scores(Side.TAIL, head, relation);
    Row headScores = scores(Side.HEAD, tail, relation);
    int[] knownTails = known.answers(Side.TAIL, head, relation);
    float score = tailScores.at(tail);
    return new Explanation(
        score,
        calibration.stream().mapToDouble(c -> c.probability(relation, score)).findFirst(),
        Arrays.binarySearch(knownTails, tail) >= 0,
        Rank.of(tailScores, tail, knownTails),
        Rank.of(headScores, head, known.answers(Side.HEAD, tail, relation)),
        arguments(head, relation, tail, rules, top),
        similar(head, relation, tail, top),
        supports(head, relation, tail, top));
  }

  private Row scores(Side side, int entity, int relation) {
    Row scores = Row.of(new float[graph.entities().size()]);
    ModelScorer.of(model, workers).get().score(side, entity, relation, scores);
    return scores;
  }

  private List<Explanation.Argument> arguments(
      int head, int relation, int tail, List<Rule> rules, int top) {
    Proofs proofs = new Proofs(graph);
    List<Explanation.Argument> arguments = new ArrayList<>();
    for (Rule rule : rules.stream().sorted(Rule.BEST_FIRST).toList()) {
      if (arguments.size() < top && rule.relation() == relation) {
        proofs
            .find(rule, head, tail)
            .ifPresent(path -> arguments.add(new Explanation.Argument(rule, path)));
      }
    }
    return arguments;
  }

  private List<Explanation.Similar> similar(int head, int relation, int tail, int top) {
    Triples train = graph.train();
    List<Explanation.Similar> similar = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) {
      boolean isFact = train.head(i) == head && train.tail(i) == tail;
      if (train.relation(i) == relation && !isFact) {
        double cosine = (cosine(head, train.head(i)) + cosine(tail, train.tail(i))) / 2;
        similar.add(new Explanation.Similar(train.head(i), train.tail(i), cosine));
      }
    }
    return similar.stream()
        .sorted(Comparator.comparingDouble(s -> -s.similarity()))
        .limit(top)
        .toList();
  }

  private double cosine(int a, int b) {
    Row x = model.entities().row(a);
    Row y = model.entities().row(b);
    return Vectors.cosine(x.data(), x.offset(), y.data(), y.offset(), x.length());
  }

  private List<Explanation.Support> supports(int head, int relation, int tail, int top) {
    Influence influence = new Influence(model, head, relation, tail);
    Triples train = graph.train();
    List<Explanation.Support> supports = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) {
      int h = train.head(i);
      int r = train.relation(i);
      int t = train.tail(i);
      boolean isFact = h == head && r == relation && t == tail;
      boolean isNear = h == head || h == tail || t == head || t == tail;
      if (isNear && !isFact) {
        double change = influence.change(h, r, t);
        if (change < 0) {
          supports.add(new Explanation.Support(h, r, t, change));
        }
      }
    }
    return supports.stream()
        .sorted(Comparator.comparingDouble(Explanation.Support::change))
        .limit(top)
        .toList();
  }
}
