package io.embed4j.graph.reason.classify;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.classify.TypeReport.Outcome;
import io.embed4j.graph.reason.similar.Neighbours;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Predicts the types of entities in several ways and measures them on the test part. Settings and
 * thresholds are chosen on the validation part alone. The figures do not depend on the number of
 * threads. One call at a time.
 *
 * <pre>{@code
 * TypeParts types = TypeReader.read(TypeSources.of(path), graph.entities());
 * Training training = new Retraining(trained.config(), workers, Progress.NONE)::train;
 * TypeReport report =
 *     new TypeClassification(model, graph, types, training, workers)
 *         .compare(EnumSet.allOf(Method.class), 1, Progress.NONE);
 * }</pre>
 */
public final class TypeClassification {
  private static final double[] PENALTIES = {1e-5, 1e-4, 1e-3, 1e-2};
  private static final int[] NEIGHBOURS = {5, 10, 20, 50};

  private final KgeModel model;
  private final KnowledgeGraph graph;
  private final TypeParts parts;
  private final Training training;
  private final Workers workers;
  private final BitSet all = new BitSet();
  private final BitSet leaves;

  /**
   * Prepares nothing yet.
   *
   * @param parts types in three parts
   * @param training for {@link Method#RELATION}
   * @throws DataFormatException if there is nothing to choose by or to measure on
   */
  public TypeClassification(
      KgeModel model, KnowledgeGraph graph, TypeParts parts, Training training, Workers workers) {
    if (!parts.isSplit()) {
      throw new DataFormatException(
          "classification needs types to learn from, to choose by and to measure on, but there are"
              + " %,d, %,d and %,d of them"
                  .formatted(parts.train().size(), parts.valid().size(), parts.test().size()));
    }
    this.model = model;
    this.graph = graph;
    this.parts = parts;
    this.training = training;
    this.workers = workers;
    this.all.set(0, parts.train().names().size());
    this.leaves = parts.subclasses().leaves(parts.train().names());
  }

  /** A way to score with the settings that do best on the validation part. */
  private record Choice(
      TypeScorer scorer, String settings, double validMrr, Optional<LinearClassifier> linear) {}

  /** Returns what some methods reach. */
  public TypeReport compare(Set<Method> methods, long seed, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    Optional<Choice> linear = Optional.empty();
    for (Method method : Method.values()) {
      if (methods.contains(method)) {
        Choice choice = choose(method, seed, progress);
        outcomes.add(outcome(method, choice));
        if (choice.linear().isPresent()
            && choice.validMrr() > linear.map(Choice::validMrr).orElse(0.0)) {
          linear = Optional.of(choice);
        }
      }
    }
    return new TypeReport(outcomes, linear.flatMap(Choice::linear));
  }

  private Choice choose(Method method, long seed, Progress progress) {
    return switch (method) {
      case SIGNATURE ->
          linear(
              List.of(FeatureSet.BINARY_SIGNATURE, FeatureSet.WEIGHTED_SIGNATURE), seed, progress);
      case VECTORS -> linear(List.of(FeatureSet.VECTORS), seed, progress);
      case BOTH ->
          linear(
              List.of(
                  FeatureSet.VECTORS_AND_BINARY_SIGNATURE,
                  FeatureSet.VECTORS_AND_WEIGHTED_SIGNATURE),
              seed,
              progress);
      case NEIGHBOURS -> neighbours(progress);
      case RELATION -> relation();
    };
  }

  /** Fits that differ in their settings share the threads. */
  private Choice linear(List<FeatureSet> sets, long seed, Progress progress) {
    int[] entities = LinearTraining.typed(parts.train(), graph.entities().size());
    List<Features> features = sets.stream().map(set -> set.of(model, graph, workers)).toList();
    LinearClassifier[] fitted = new LinearClassifier[sets.size() * PENALTIES.length];
    AtomicInteger done = new AtomicInteger();
    workers.forEach(
        fitted.length,
        i -> {
          int set = i / PENALTIES.length;
          double penalty = PENALTIES[i % PENALTIES.length];
          fitted[i] =
              new LinearTraining(features.get(set), parts.train(), entities, penalty, workers)
                  .fit(sets.get(set), parts.names(), seed);
          String label = "fitting " + sets.getFirst().key();
          progress.report(label, done.incrementAndGet(), fitted.length, "");
        });
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < fitted.length; i++) {
      TypeScorer scorer = fitted[i].scorer(features.get(i / PENALTIES.length), workers);
      String settings =
          "%s, penalty %s".formatted(fitted[i].features().key(), PENALTIES[i % PENALTIES.length]);
      choices.add(new Choice(scorer, settings, validMrr(scorer), Optional.of(fitted[i])));
    }
    return best(choices);
  }

  private Choice neighbours(Progress progress) {
    UnitVectors vectors = UnitVectors.of(model.entities(), workers);
    int[] typed = LinearTraining.typed(parts.train(), vectors.size());
    Neighbours among = new Neighbours(vectors, typed, workers);
    float[] shares = NeighbourVotes.shares(parts.train(), typed);
    List<Choice> choices = new ArrayList<>();
    for (int k : NEIGHBOURS) {
      TypeScorer scorer = new NeighbourVotes(among, parts.train(), shares, k);
      choices.add(new Choice(scorer, "k = " + k, validMrr(scorer), Optional.empty()));
      progress.report("neighbours", choices.size(), NEIGHBOURS.length, "");
    }
    return best(choices);
  }

  private Choice relation() {
    TypeScorer scorer = new TypeRelation(graph, parts, workers).train(training, this::validMrr);
    return new Choice(scorer, "settings of the run", validMrr(scorer), Optional.empty());
  }

  private static Choice best(List<Choice> choices) {
    return choices.stream().max(Comparator.comparingDouble(Choice::validMrr)).orElseThrow();
  }

  private double validMrr(TypeScorer scorer) {
    return scores(scorer, parts.valid()).ranks(all).mrr();
  }

  private TypeScores scores(TypeScorer scorer, EntityTypes part) {
    return TypeScores.of(scorer, parts, part, graph.entities().size(), workers);
  }

  private Outcome outcome(Method method, Choice choice) {
    TypeScores valid = scores(choice.scorer(), parts.valid());
    TypeScores test = scores(choice.scorer(), parts.test());
    return new Outcome(
        method,
        choice.settings(),
        choice.validMrr(),
        figures(valid, test, all),
        leaves.equals(all) ? Optional.empty() : Optional.of(figures(valid, test, leaves)));
  }

  private static TypeFigures figures(TypeScores valid, TypeScores test, BitSet counting) {
    F1 f1 = test.f1(counting, valid.threshold(counting));
    return new TypeFigures(test.ranks(counting), f1.micro(), f1.macro());
  }
}
