package io.embed4j.graph.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.evaluate.Ranks;
import io.embed4j.graph.evaluate.Ties;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.model.TripleOracle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorTest {
  private static final KnowledgeGraph GRAPH = RandomGraphs.graph(40, 5, 300, 1);
  private static final int DIM = 6;

  static Stream<Arguments> models() {
    return Stream.of(new ComplEx(), new TransE(Comparison.L2), new TransR(Comparison.SQUARED_L2, 4))
        .flatMap(i -> Stream.of(Arguments.of(i, false), Arguments.of(i, true)));
  }

  @ParameterizedTest(name = "{0}, reciprocal {1}")
  @MethodSource("models")
  void answersAreThoseOfScoringEachTripleAlone(Interaction interaction, boolean reciprocal) {
    KgeModel model = RandomGraphs.model(interaction, DIM, reciprocal, GRAPH, 2);
    try (Workers workers = new Workers(2)) {
      Predictor predictor = new Predictor(model, GRAPH, workers);
      for (int i = 0; i < 20; i++) {
        int head = GRAPH.train().head(i);
        int relation = GRAPH.train().relation(i);
        int tail = GRAPH.train().tail(i);
        List<Answer> tails = new ArrayList<>();
        List<Answer> heads = new ArrayList<>();
        List<Answer> relations = new ArrayList<>();
        for (int e = 0; e < GRAPH.entities().size(); e++) {
          tails.add(answer(e, tailScore(model, head, relation, e), head, relation, e));
          heads.add(answer(e, headScore(model, e, relation, tail), e, relation, tail));
        }
        for (int r = 0; r < GRAPH.relations().size(); r++) {
          relations.add(answer(r, tailScore(model, head, r, tail), head, r, tail));
        }
        assertAnswers(predictor, new Question.Tails(head, relation), tails);
        assertAnswers(predictor, new Question.Heads(relation, tail), heads);
        assertAnswers(predictor, new Question.Relations(head, tail), relations);
      }
    }
  }

  private static float tailScore(KgeModel model, int head, int relation, int tail) {
    return TripleOracle.tailScore(
        model.interaction(),
        DIM,
        new TripleOracle.Parts(
            model.entities().row(head),
            model.relations().row(relation),
            model.entities().row(tail),
            model.shared().row(0)));
  }

  private static float headScore(KgeModel model, int head, int relation, int tail) {
    if (model.reciprocal()) {
      return tailScore(
          model, /* head= */ tail, GRAPH.relations().size() + relation, /* tail= */ head);
    }
    return TripleOracle.headScore(
        model.interaction(),
        DIM,
        new TripleOracle.Parts(
            model.entities().row(head),
            model.relations().row(relation),
            model.entities().row(tail),
            model.shared().row(0)));
  }

  private static Answer answer(int id, float score, int head, int relation, int tail) {
    boolean known = false;
    for (Triples part : List.of(GRAPH.train(), GRAPH.valid(), GRAPH.test())) {
      for (int i = 0; i < part.size(); i++) {
        known |= part.head(i) == head && part.relation(i) == relation && part.tail(i) == tail;
      }
    }
    return new Answer(id, score, known);
  }

  private static void assertAnswers(Predictor predictor, Question question, List<Answer> all) {
    all.sort(Answer.BEST_FIRST);
    assertSame(predictor.answer(question, 7, KnownFacts.MARK), all);
    List<Answer> unknown = all.stream().filter(a -> !a.known()).toList();
    assertSame(predictor.answer(question, 7, KnownFacts.LEAVE_OUT), unknown);
    assertThat(predictor.answer(question, 1000, KnownFacts.MARK)).hasSameSizeAs(all);
    assertThat(predictor.answer(question, 0, KnownFacts.MARK)).isEmpty();
  }

  private static void assertSame(List<Answer> found, List<Answer> expected) {
    assertThat(found).hasSize(Math.min(7, expected.size()));
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).id()).isEqualTo(expected.get(i).id());
      assertThat(found.get(i).known()).isEqualTo(expected.get(i).known());
      assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4f));
    }
  }

  @Test
  void theBestAnswersAreTheBestOfAllInEveryOrder() {
    SplittableRandom random = new SplittableRandom(3);
    List<Answer> all = new ArrayList<>();
    for (int id = 0; id < 100; id++) {
      float score = id % 10 == 0 ? Float.NaN : random.nextInt(8);
      all.add(new Answer(id, score == 0 && id % 2 == 0 ? -0f : score, false));
    }
    List<Answer> sorted = new ArrayList<>(all);
    sorted.sort(
        (a, b) -> {
          double x = Float.isNaN(a.score()) ? -1e9 : a.score();
          double y = Float.isNaN(b.score()) ? -1e9 : b.score();
          return x > y ? -1 : x < y ? 1 : a.id() - b.id();
        });
    for (int limit : new int[] {0, 1, 2, 13, 99, 100, 200}) {
      Collections.shuffle(all, new Random(limit));
      BestAnswers best = new BestAnswers(limit);
      all.forEach(best::offer);
      assertThat(best.sorted()).isEqualTo(sorted.subList(0, Math.min(limit, 100)));
    }
  }

  @Test
  void thePlaceOfAnAnswerIsItsFilteredRank() {
    KgeModel model = RandomGraphs.model(new ComplEx(), DIM, true, GRAPH, 4);
    try (Workers workers = new Workers(2)) {
      Ranks ranks = new Evaluator(GRAPH, workers).rank(model, GRAPH.test(), Progress.NONE);
      Predictor predictor = new Predictor(model, GRAPH, workers);
      for (int i = 0; i < GRAPH.test().size(); i++) {
        int tail = GRAPH.test().tail(i);
        List<Answer> answers =
            predictor
                .answer(
                    new Question.Tails(GRAPH.test().head(i), GRAPH.test().relation(i)),
                    1000,
                    KnownFacts.MARK)
                .stream()
                .filter(a -> !a.known() || a.id() == tail)
                .toList();
        int place = 1 + answers.stream().map(Answer::id).toList().indexOf(tail);
        assertThat((double) place).isEqualTo(ranks.rank(Side.TAIL, i).value(Ties.REALISTIC));
      }
    }
  }

  @Test
  void idsThatDoNotExistAreRefused() {
    KgeModel model = RandomGraphs.model(new ComplEx(), DIM, true, GRAPH, 4);
    try (Workers workers = Workers.single()) {
      Predictor predictor = new Predictor(model, GRAPH, workers);
      for (Question question :
          List.of(
              new Question.Tails(40, 0), new Question.Heads(5, 0), new Question.Relations(0, -1))) {
        assertThatThrownBy(() -> predictor.answer(question, 1, KnownFacts.MARK))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }
}
