package io.embed4j.graph.reason.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.reason.complete.Request.Loops;
import io.embed4j.graph.reason.complete.Request.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompleterTest {
  /** More candidates than a tile and more queries than a block. */
  private static final KnowledgeGraph GRAPH = RandomGraphs.graph(1100, 2, 3000, 1);

  private static final KnowledgeGraph SMALL = RandomGraphs.graph(60, 4, 400, 2);
  private static final int DIM = 5;

  @TempDir private Path folder;

  /** Every fact that the graph does not hold, by single questions, in the order of the Javadoc. */
  private static List<Fact> all(KgeModel model, KnowledgeGraph graph) {
    List<Fact> facts = new ArrayList<>();
    try (Workers workers = new Workers(2)) {
      Predictor predictor = new Predictor(model, graph, workers);
      int entities = graph.entities().size();
      for (int r = 0; r < graph.relations().size(); r++) {
        for (int h = 0; h < entities; h++) {
          Question question = new Question.Tails(h, r);
          for (Answer answer : predictor.answer(question, entities, KnownFacts.LEAVE_OUT)) {
            facts.add(new Fact(h, r, answer.id(), answer.score()));
          }
        }
      }
    }
    facts.sort(
        (a, b) ->
            a.score() != b.score()
                ? Float.compare(b.score(), a.score())
                : a.head() != b.head()
                    ? a.head() - b.head()
                    : a.relation() != b.relation()
                        ? a.relation() - b.relation()
                        : a.tail() - b.tail());
    return facts;
  }

  private static CompletionState complete(
      KgeModel model,
      KnowledgeGraph graph,
      Request request,
      CompletionState from,
      BooleanSupplier stop,
      int threads) {
    try (Workers workers = new Workers(threads)) {
      return new Completer(model, graph, workers)
          .complete(request, from, Progress.NONE, stop, state -> {});
    }
  }

  private static List<Fact> complete(KgeModel model, KnowledgeGraph graph, Request request) {
    return complete(model, graph, request, CompletionState.START, () -> false, 2).facts();
  }

  static Stream<Arguments> models() {
    return Stream.of(
            new ComplEx(),
            new TransE(Comparison.L1),
            new TransE(Comparison.L2),
            new RotatE(Comparison.MODULUS),
            new TransR(Comparison.SQUARED_L2, 3))
        .flatMap(i -> Stream.of(Arguments.of(i, false), Arguments.of(i, true)));
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}")
  @MethodSource("models")
  void theBestFactsAreThoseOfSortingAll(Interaction interaction, boolean reciprocal) {
    KgeModel model = RandomGraphs.model(interaction, DIM, reciprocal, SMALL, 3);
    List<Fact> all = all(model, SMALL);
    for (int top : new int[] {1, 10, 137, 5000, 1_000_000}) {
      assertThat(complete(model, SMALL, Request.all(SMALL, top)))
          .isEqualTo(all.subList(0, Math.min(top, all.size())));
    }
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}")
  @MethodSource("models")
  void tiesGoByHeadRelationAndTail(Interaction interaction, boolean reciprocal) {
    KgeModel model = RandomGraphs.wholeNumberModel(interaction, 2, reciprocal, SMALL, 4);
    List<Fact> all = all(model, SMALL);
    assertThat(complete(model, SMALL, Request.all(SMALL, 700))).isEqualTo(all.subList(0, 700));
  }

  @ParameterizedTest
  @MethodSource("wideModels")
  void manyTilesAndBlocksGiveTheSame(Interaction interaction) {
    KgeModel model = RandomGraphs.model(interaction, DIM, true, GRAPH, 5);
    spread(model);
    List<Fact> all = all(model, GRAPH);
    for (int top : new int[] {100, 20_000}) {
      assertThat(complete(model, GRAPH, Request.all(GRAPH, top))).isEqualTo(all.subList(0, top));
    }
  }

  static Stream<Interaction> wideModels() {
    return Stream.of(new ComplEx(), new TransE(Comparison.L2));
  }

  /** Makes norms as different as those of trained models, so that bounds have work to do. */
  private static void spread(KgeModel model) {
    for (int i = 0; i < model.entities().rows(); i++) {
      for (int j = 0; j < model.entities().width(); j++) {
        model.entities().data()[i * model.entities().width() + j] *= 3f * (i % 17) / 17;
      }
    }
  }

  @Test
  void atMostSoManyFactsOfAHead() {
    KgeModel model = RandomGraphs.model(new ComplEx(), DIM, true, SMALL, 6);
    List<Fact> all = all(model, SMALL);
    Request every = Request.all(SMALL, 100);
    for (int perHead : new int[] {1, 3, 99}) {
      Map<Integer, Integer> counts = new HashMap<>();
      List<Fact> expected =
          all.stream()
              .filter(fact -> counts.merge(fact.head(), 1, Integer::sum) <= perHead)
              .limit(100)
              .toList();
      Request request = new Request(100, perHead, every.relations(), every.heads(), every.tails());
      assertThat(complete(model, SMALL, request)).isEqualTo(expected);
    }
  }

  @Test
  void relationsEntitiesAndLeastScoresAreKept() {
    KgeModel model = RandomGraphs.model(new TransR(Comparison.L2, 3), DIM, true, SMALL, 7);
    List<Fact> all = all(model, SMALL);
    float least = all.get(1000).score();
    BitSet heads = new BitSet();
    heads.set(5, 40);
    BitSet tails = new BitSet();
    tails.set(0, 60);
    tails.clear(20, 30);
    Request request =
        new Request(
            50, 1000, List.of(new Wanted(3, least, Loops.LEFT_OUT), new Wanted(1)), heads, tails);
    assertThat(complete(model, SMALL, request))
        .isEqualTo(
            all.stream()
                .filter(f -> f.relation() == 1 || (f.relation() == 3 && f.score() >= least))
                .filter(f -> heads.get(f.head()) && tails.get(f.tail()))
                .filter(f -> f.relation() == 1 || f.head() != f.tail())
                .limit(50)
                .toList());
    Request few =
        new Request(
            50,
            1000,
            List.of(new Wanted(3, all.getFirst().score() + 1, Loops.ALLOWED)),
            heads,
            tails);
    assertThat(complete(model, SMALL, few)).isEmpty();
  }

  @Test
  void aStoppedCompletionGoesOnToTheSameAnswer() {
    KgeModel model = RandomGraphs.model(new ComplEx(), DIM, true, GRAPH, 8);
    Request request = Request.all(GRAPH, 500);
    List<Fact> whole = complete(model, GRAPH, request);
    for (int patience : new int[] {0, 3, 20, 25, 30}) {
      AtomicInteger asked = new AtomicInteger();
      CompletionState stopped =
          complete(
              model,
              GRAPH,
              request,
              CompletionState.START,
              () -> asked.getAndIncrement() >= patience,
              1);
      assertThat(stopped.relationsDone()).isLessThan(2);
      Path file = folder.resolve("state-" + patience);
      stopped.write(file, request, model);
      CompletionState read = CompletionState.read(file, request, model);
      assertThat(read).isEqualTo(stopped);
      CompletionState end = complete(model, GRAPH, request, read, () -> false, 3);
      assertThat(end.facts()).isEqualTo(whole);
      assertThat(end.relationsDone()).isEqualTo(2);
    }
  }

  @Test
  void theStateOfAnotherRequestOrModelIsRefused() {
    KgeModel model = RandomGraphs.model(new ComplEx(), DIM, true, SMALL, 8);
    KgeModel other = RandomGraphs.model(new ComplEx(), DIM, true, SMALL, 9);
    Path file = folder.resolve("state");
    Request request = Request.all(SMALL, 10);
    CompletionState.START.write(file, request, model);
    assertThat(CompletionState.read(file, request, model)).isEqualTo(CompletionState.START);
    assertThatThrownBy(() -> CompletionState.read(file, Request.all(SMALL, 11), model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("with other options; remove it");
    assertThatThrownBy(() -> CompletionState.read(file, request, other))
        .isInstanceOf(ModelFormatException.class);
  }
}
