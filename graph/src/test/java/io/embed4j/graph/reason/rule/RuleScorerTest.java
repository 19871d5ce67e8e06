package io.embed4j.graph.reason.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.evaluate.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleScorerTest {
  private final KnowledgeGraph graph = RandomGraphs.graph(14, 3, 60, 5);
  private final PlainRules plain = new PlainRules(graph);
  private final List<Rule> rules = new ArrayList<>();
  private final RuleIndex index;

  RuleScorerTest() {
    for (int length = 1; length <= 3; length++) {
      plain.closed(length, 3).forEach(rules::add);
    }
    plain.anchored(3).forEach(rules::add);
    index = new RuleIndex(graph, rules);
  }

  /** Returns the confidences of the best rules that predict a triple, in descending order. */
  private float[] confidences(int head, int relation, int tail) {
    float[] all = new float[rules.size()];
    int count = 0;
    for (Rule rule : rules) {
      boolean predicts =
          switch (rule) {
            case Rule.Closed closed ->
                closed.relation() == relation
                    && plain.predicted(closed.path(), head).contains(tail);
            case Rule.Anchored anchored -> {
              int x = anchored.head() % 2 == 0 ? head : tail;
              int c = anchored.head() % 2 == 0 ? tail : head;
              yield anchored.relation() == relation
                  && anchored.constant() == c
                  && plain.isBody(c, anchored.body(), anchored.end(), x);
            }
          };
      if (predicts) {
        all[count++] = (float) -rule.evidence().confidence();
      }
    }
    float[] sorted = Arrays.copyOf(all, count);
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      sorted[i] = -sorted[i];
    }
    return Arrays.copyOf(sorted, Math.min(Candidates.DEPTH, count));
  }

  @ParameterizedTest
  @EnumSource
  void ordersCandidatesByTheirBestRulesThenByTheNextOnes(Side side) {
    RuleScorer scorer = new RuleScorer(index);
    Row scores = Row.of(new float[graph.entities().size()]);
    int ranked = 0;
    for (int relation = 0; relation < 3; relation++) {
      for (int entity = 0; entity < 14; entity++) {
        scorer.score(side, entity, relation, scores);
        float[][] expected = new float[14][];
        for (int other = 0; other < 14; other++) {
          expected[other] =
              side == Side.TAIL
                  ? confidences(entity, relation, other)
                  : confidences(other, relation, entity);
          float best = expected[other].length == 0 ? 0 : expected[other][0];
          assertThat(scorer.confidence(other)).isEqualTo(best);
          assertThat(scores.at(other) > 0).isEqualTo(best > 0);
        }
        for (int a = 0; a < 14; a++) {
          for (int b = 0; b < 14; b++) {
            assertThat(Float.compare(scores.at(a), scores.at(b)))
                .isEqualTo(Integer.signum(Arrays.compare(expected[a], expected[b])));
            ranked += scores.at(a) > scores.at(b) ? 1 : 0;
          }
        }
      }
    }
    assertThat(ranked).isGreaterThan(1000);
  }

  @Test
  void isEvaluatedByTheUsualProtocol() {
    try (Workers workers = new Workers(2)) {
      Evaluation evaluation =
          new Evaluator(graph, workers)
              .evaluate(() -> new RuleScorer(index), Scope.test(graph), Progress.NONE);

      assertThat(evaluation.realistic().both().queries()).isEqualTo(2L * graph.test().size());
      assertThat(evaluation.realistic().both().mrr()).isEqualTo(plainMrr());
    }
  }

  /** Filtered, both sides, ties at the mean rank; by sorting. */
  private double plainMrr() {
    double sum = 0;
    for (int i = 0; i < graph.test().size(); i++) {
      for (Side side : new Side[] {Side.TAIL, Side.HEAD}) {
        sum += 1 / plainRank(side, i);
      }
    }
    return sum / (2 * graph.test().size());
  }

  private double plainRank(Side side, int i) {
    int h = graph.test().head(i);
    int r = graph.test().relation(i);
    int t = graph.test().tail(i);
    float[] own = confidences(h, r, t);
    double rank = 1;
    for (int other = 0; other < 14; other++) {
      int head = side == Side.TAIL ? h : other;
      int tail = side == Side.TAIL ? other : t;
      boolean isKnown =
          List.of(graph.train(), graph.valid(), graph.test()).stream()
              .anyMatch(part -> contains(part, head, r, tail));
      if (!isKnown) {
        int order = Arrays.compare(confidences(head, r, tail), own);
        rank += order > 0 ? 1 : order == 0 ? 0.5 : 0;
      }
    }
    return rank;
  }

  private static boolean contains(io.embed4j.graph.data.Triples part, int h, int r, int t) {
    for (int i = 0; i < part.size(); i++) {
      if (part.head(i) == h && part.relation(i) == r && part.tail(i) == t) {
        return true;
      }
    }
    return false;
  }

  @Test
  void sortsManyCandidatesAsAComparatorWould() {
    Candidates candidates = new Candidates(500);
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    float[][] lists = new float[500][0];
    for (int i = 0; i < 8000; i++) {
      int entity = random.nextInt(500);
      float confidence = (1 + random.nextInt(4)) / 8f;
      candidates.add(entity, confidence);
      lists[entity] = Arrays.copyOf(lists[entity], lists[entity].length + 1);
      lists[entity][lists[entity].length - 1] = -confidence;
      Arrays.sort(lists[entity]);
    }
    Row scores = Row.of(new float[500]);
    candidates.rank(scores);

    Comparator<Integer> order =
        Comparator.comparing(e -> Arrays.copyOf(lists[e], 16), Arrays::compare);
    for (int a = 0; a < 500; a++) {
      for (int b = 0; b < 500; b++) {
        assertThat(Float.compare(scores.at(b), scores.at(a)))
            .isEqualTo(Integer.signum(order.compare(a, b)));
      }
    }
  }
}
