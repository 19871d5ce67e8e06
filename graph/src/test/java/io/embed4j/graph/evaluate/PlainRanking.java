package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ranking written as the definition says: score every candidate triple on its own, leave out the
 * known ones, sort, look up the place. Slow; the oracle of {@link Ranker}.
 */
final class PlainRanking {
  /** The score of one triple by the paper's formula. */
  interface Scorer {
    double score(int head, int relation, int tail);
  }

  private record Triple(int head, int relation, int tail) {}

  private final int entities;
  private final Set<Triple> known = new HashSet<>();
  private final Scorer scorer;

  PlainRanking(KnowledgeGraph graph, Scorer scorer) {
    this.entities = graph.entities().size();
    this.scorer = scorer;
    for (Triples part : List.of(graph.train(), graph.valid(), graph.test())) {
      for (int i = 0; i < part.size(); i++) {
        known.add(new Triple(part.head(i), part.relation(i), part.tail(i)));
      }
    }
  }

  Rank rank(Side side, Triples triples, int i) {
    Triple asked = new Triple(triples.head(i), triples.relation(i), triples.tail(i));
    double own = scorer.score(asked.head(), asked.relation(), asked.tail());
    List<Double> rivals = new ArrayList<>();
    for (int e = 0; e < entities; e++) {
      Triple other =
          side == Side.TAIL
              ? new Triple(asked.head(), asked.relation(), e)
              : new Triple(e, asked.relation(), asked.tail());
      if (!other.equals(asked) && !known.contains(other)) {
        rivals.add(scorer.score(other.head(), other.relation(), other.tail()));
      }
    }
    rivals.sort(Collections.reverseOrder());
    int greater = 0;
    while (greater < rivals.size() && rivals.get(greater) > own) {
      greater++;
    }
    int end = greater;
    while (end < rivals.size() && rivals.get(end) == own) {
      end++;
    }
    return new Rank(greater, end - greater, rivals.size());
  }
}
