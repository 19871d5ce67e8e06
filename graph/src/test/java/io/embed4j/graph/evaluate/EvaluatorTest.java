package io.embed4j.graph.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private static final KnowledgeGraph GRAPH = RandomGraphs.graph(61, 4, 400, 1);

  static Stream<Arguments> models() {
    List<Arguments> models = new ArrayList<>();
    for (boolean reciprocal : new boolean[] {false, true}) {
      for (Interaction interaction :
          List.of(
              new ComplEx(),
              new TransE(Comparison.L1),
              new TransE(Comparison.L2),
              new TransE(Comparison.SQUARED_L2),
              new RotatE(Comparison.MODULUS),
              new TransR(Comparison.SQUARED_L2, 3))) {
        models.add(Arguments.of(interaction, reciprocal, false));
        // Rotations and square roots of sums of matrices are not exact; their ties are left out.
        if (!(interaction instanceof RotatE)) {
          models.add(Arguments.of(interaction, reciprocal, true));
        }
      }
    }
    return models.stream();
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}, whole numbers {2}")
  @MethodSource("models")
  void ranksEqualThePlainDefinition(Interaction interaction, boolean reciprocal, boolean whole) {
    KgeModel model =
        whole
            ? RandomGraphs.wholeNumberModel(interaction, 5, reciprocal, GRAPH, 2)
            : RandomGraphs.model(interaction, 5, reciprocal, GRAPH, 2);
    int relations = GRAPH.relations().size();
    PlainRanking tails = new PlainRanking(GRAPH, (h, r, t) -> PaperScores.score(model, h, r, t));
    PlainRanking heads =
        reciprocal // (?, r, t) is asked as (t, R + r, ?)
            ? new PlainRanking(GRAPH, (h, r, t) -> PaperScores.score(model, t, relations + r, h))
            : tails;
    Ranks ranks = rank(GRAPH, model, 2);
    int ties = 0;
    for (int i = 0; i < GRAPH.test().size(); i++) {
      assertThat(ranks.rank(Side.TAIL, i)).isEqualTo(tails.rank(Side.TAIL, GRAPH.test(), i));
      assertThat(ranks.rank(Side.HEAD, i)).isEqualTo(heads.rank(Side.HEAD, GRAPH.test(), i));
      ties += ranks.rank(Side.TAIL, i).equal();
    }
    assertThat(ties > 0).as("whole numbers give ties").isEqualTo(whole);
  }

  @Test
  void figuresDoNotDependOnTheNumberOfThreads() {
    for (Interaction interaction :
        List.of(new ComplEx(), new TransE(Comparison.L2), new TransR(Comparison.L1, 2))) {
      KgeModel model = RandomGraphs.model(interaction, 7, true, GRAPH, 3);
      Ranks one = rank(GRAPH, model, 1);
      for (int threads : new int[] {2, 3}) {
        Ranks many = rank(GRAPH, model, threads);
        for (int i = 0; i < GRAPH.test().size(); i++) {
          assertThat(many.rank(Side.TAIL, i)).isEqualTo(one.rank(Side.TAIL, i));
          assertThat(many.rank(Side.HEAD, i)).isEqualTo(one.rank(Side.HEAD, i));
        }
        for (Ties ties : Ties.values()) {
          assertThat(many.metrics(ties)).isEqualTo(one.metrics(ties));
        }
      }
    }
  }

  @Test
  void chanceHasAnAmriOfAboutZero() {
    KnowledgeGraph graph = RandomGraphs.graph(200, 3, 4000, 4);
    KgeModel model = RandomGraphs.model(new ComplEx(), 8, false, graph, 5);
    assertThat(rank(graph, model, 2).metrics(Ties.REALISTIC).both().amri())
        .isCloseTo(0, within(0.1));
  }

  @Test
  void aModelThatHasDivergedRanksLast() {
    KgeModel model = RandomGraphs.model(new ComplEx(), 4, false, GRAPH, 6);
    Arrays.fill(model.entities().data(), Float.NaN);
    SideMetrics metrics = rank(GRAPH, model, 2).metrics(Ties.OPTIMISTIC);
    assertThat(metrics.both().amri()).isEqualTo(-1);
    assertThat(metrics.both().hitsAt10()).isZero();
  }

  @Test
  void anEvaluationSaysHowItsFiguresCameAbout() {
    try (Workers workers = new Workers(2)) {
      Evaluator evaluator =
          new Evaluator(
              GRAPH,
              workers,
              List.of(
                  new RelationClasses("parity", r -> List.of(r % 2 == 0 ? "even" : "odd", "any"))));
      KgeModel model = RandomGraphs.wholeNumberModel(new ComplEx(), 3, false, GRAPH, 7);
      Evaluation all = evaluator.evaluate(model, Scope.test(GRAPH), Progress.NONE);
      assertThat(all.protocol()).isEqualTo(new Protocol("random", "test", 100, 100, 61, unseen()));
      assertThat(all.protocol().description())
          .contains("filtered", "both sides", "61 entities", "realistic", "unseen")
          .doesNotContain("SAMPLE");
      assertThat(all.realistic().both().queries()).isEqualTo(200);
      assertThat(all.optimistic().both().mrr()).isGreaterThan(all.realistic().both().mrr());
      assertThat(all.pessimistic().both().mrr()).isLessThan(all.realistic().both().mrr());
      assertThat(all.relations()).hasSize(4);
      Map<String, SideMetrics> parity = all.classes().getOrDefault("parity", Map.of());
      assertThat(parity)
          .containsOnlyKeys("even", "odd", "any")
          .containsEntry("any", all.realistic());
      Map<Boolean, Long> queries =
          all.relations().entrySet().stream()
              .collect(
                  Collectors.partitioningBy(
                      e -> e.getKey() % 2 == 1,
                      Collectors.summingLong(e -> e.getValue().both().queries())));
      assertThat(parity)
          .extractingByKey("odd")
          .extracting(metrics -> metrics.both().queries())
          .isEqualTo(queries.get(true));
      assertThat(evaluator.mrr(model, GRAPH.test())).isEqualTo(all.realistic().both().mrr());

      Evaluation some = evaluator.evaluate(model, Scope.test(GRAPH).sampled(10, 8), Progress.NONE);
      assertThat(some.protocol().sampled()).isTrue();
      assertThat(some.protocol().description()).contains("SAMPLE of 10 of 100 triples");
      assertThat(some.realistic().both().queries()).isEqualTo(20);
    }
  }

  private static int unseen() {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < GRAPH.train().size(); i++) {
      seen.addAll(List.of(GRAPH.train().head(i), GRAPH.train().tail(i)));
    }
    int unseen = 0;
    for (int i = 0; i < GRAPH.test().size(); i++) {
      List<Integer> ends = List.of(GRAPH.test().head(i), GRAPH.test().tail(i));
      unseen += seen.containsAll(ends) ? 0 : 1;
    }
    assertThat(unseen).isPositive();
    return unseen;
  }

  @Test
  void aSampleIsSeededAndWithoutRepetition() {
    Triples triples =
        Triples.of(IntStream.range(0, 50).mapToObj(i -> new int[] {i, 0, i}).toArray(int[][]::new));
    Set<String> samples = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      Triples sample = Sample.of(triples, 20, seed);
      List<Integer> heads = IntStream.range(0, sample.size()).mapToObj(sample::head).toList();
      assertThat(heads).hasSize(20).doesNotHaveDuplicates().isSorted();
      samples.add(heads.toString());
    }
    assertThat(samples).hasSize(5);
    assertThat(Sample.of(triples, 20, 1).head(0)).isEqualTo(Sample.of(triples, 20, 1).head(0));
    assertThat(Sample.of(triples, 50, 1)).isSameAs(triples);
    assertThat(Sample.of(triples, 0, 1)).isSameAs(triples);
  }

  @Test
  void aModelOfAnotherGraphIsRefused() {
    KnowledgeGraph other = RandomGraphs.graph(10, 2, 20, 9);
    KgeModel model = RandomGraphs.model(new ComplEx(), 3, false, other, 1);
    assertThatThrownBy(() -> rank(GRAPH, model, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row for each of the 61 entities of random, but has 10");
  }

  @Test
  void nothingToRankGivesZeros() {
    KgeModel model = RandomGraphs.model(new ComplEx(), 3, false, GRAPH, 1);
    try (Workers workers = new Workers(2)) {
      Ranks ranks = new Evaluator(GRAPH, workers).rank(model, Triples.of(), Progress.NONE);
      assertThat(ranks.metrics(Ties.REALISTIC).both().queries()).isZero();
    }
  }

  private static Ranks rank(KnowledgeGraph graph, KgeModel model, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new Evaluator(graph, workers).rank(model, graph.test(), Progress.NONE);
    }
  }
}
