package io.embed4j.graph.reason.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.RandomGraphs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RuleMinerTest {
  private static final MiningBudget MANY = new MiningBudget.Samples(100_000);

  private static KnowledgeGraph graph(long seed) {
    return RandomGraphs.graph(14, 3, 60, seed);
  }

  private static List<Rule> mine(KnowledgeGraph graph, MiningSettings settings, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new RuleMiner(graph, settings, workers).mine(MANY, Progress.NONE, () -> false);
    }
  }

  @Test
  void findsEveryRuleWithTheCountsOfTheDefinition() {
    KnowledgeGraph graph = graph(1);
    PlainRules plain = new PlainRules(graph);
    Set<Rule> expected = new HashSet<>(plain.anchored(2));
    for (int length = 1; length <= 3; length++) {
      expected.addAll(plain.closed(length, 2));
    }

    List<Rule> mined = mine(graph, new MiningSettings(3, 2, 0, 1), 2);

    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(mined).doesNotHaveDuplicates().isSortedAccordingTo(Rule.BEST_FIRST);
    assertThat(mined).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void findsTheSameOnAnyNumberOfThreads() {
    KnowledgeGraph graph = RandomGraphs.graph(60, 4, 500, 2);
    MiningSettings settings = new MiningSettings(4, 2, 0.05, 7);

    assertThat(mine(graph, settings, 3)).isEqualTo(mine(graph, settings, 1)).isNotEmpty();
  }

  @Test
  void keepsWhatSupportAndConfidenceAllow() {
    KnowledgeGraph graph = graph(3);
    List<Rule> all = mine(graph, new MiningSettings(3, 2, 0, 1), 1);

    List<Rule> few = mine(graph, new MiningSettings(3, 3, 0.2, 1), 1);

    assertThat(few)
        .isNotEmpty()
        .isEqualTo(
            all.stream()
                .filter(r -> r.evidence().support() >= 3 && r.evidence().confidence() >= 0.2)
                .toList());
  }

  @Test
  void stopsWhenAskedAndKeepsWhatItHas() {
    AtomicInteger asked = new AtomicInteger();
    try (Workers workers = Workers.single()) {
      List<Rule> rules =
          new RuleMiner(graph(1), new MiningSettings(3, 2, 0, 1), workers)
              .mine(
                  new MiningBudget.Seconds(1000),
                  Progress.NONE,
                  () -> asked.incrementAndGet() > 50);

      assertThat(rules).isNotEmpty().hasSizeLessThan(mine(graph(1), MANY_RULES, 1).size());
    }
  }

  private static final MiningSettings MANY_RULES = new MiningSettings(3, 2, 0, 1);

  @Test
  void minesForOneFact() {
    KnowledgeGraph graph = graph(1);
    int head = graph.test().head(0);
    int relation = graph.test().relation(0);
    int tail = graph.test().tail(0);
    List<Rule> rules;
    try (Workers workers = Workers.single()) {
      rules =
          new RuleMiner(graph, MANY_RULES, workers)
              .mineFor(head, relation, tail, new MiningBudget.Samples(2000));
    }
    PlainRules plain = new PlainRules(graph);

    Set<Rule> expected = new HashSet<>();
    for (int length = 1; length <= 3; length++) {
      for (Rule rule : plain.closed(length, 2)) {
        if (rule instanceof Rule.Closed closed
            && closed.relation() == relation
            && plain.predicted(closed.path(), head).contains(tail)) {
          expected.add(rule);
        }
      }
    }

    assertThat(expected).isNotEmpty();
    assertThat(rules.stream().filter(Rule.Closed.class::isInstance))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
