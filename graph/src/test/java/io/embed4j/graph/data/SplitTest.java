package io.embed4j.graph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Triples ALL = RandomTriples.of(2000, 60, 4, 9);

  @Test
  void partsAreDisjointAndTogetherTheDistinctTriples() {
    Split.Parts parts = new Split(0.2, 0.1, 7).apply(ALL, 60, 4);
    Set<List<Integer>> distinct = new HashSet<>(rows(ALL));
    List<List<Integer>> together = rows(parts.train());
    together.addAll(rows(parts.valid()));
    together.addAll(rows(parts.test()));
    assertThat(together).containsExactlyInAnyOrderElementsOf(distinct);
    assertThat(parts.test().size()).isEqualTo(Math.round(0.1f * distinct.size()));
    assertThat(parts.valid().size()).isEqualTo(Math.round(0.2f * distinct.size()));
  }

  @Test
  void everyEntityAndRelationStaysInTrain() {
    // A star with a ring: every spoke ends at an entity that only the ring mentions again.
    TripleBuffer buffer = new TripleBuffer();
    for (int i = 1; i < 40; i++) {
      buffer.add(0, 0, i);
    }
    buffer.add(1, 1, 2);
    buffer.add(3, 2, 3);
    buffer.add(40, 2, 40); // an entity that only a loop mentions
    Triples star = buffer.triples();
    for (long seed = 0; seed < 50; seed++) {
      Split.Parts parts = new Split(0.4, 0.4, seed).apply(star, 41, 3);
      Set<Integer> entities = new HashSet<>();
      Set<Integer> relations = new HashSet<>();
      rows(parts.train())
          .forEach(
              row -> {
                entities.add(row.get(0));
                relations.add(row.get(1));
                entities.add(row.get(2));
              });
      assertThat(entities).hasSize(41);
      assertThat(relations).hasSize(3);
      assertThat(parts.valid().size() + parts.test().size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theSeedDecides() {
    Split split = new Split(0.1, 0.1, 7);
    assertThat(rows(split.apply(ALL, 60, 4).test()))
        .isEqualTo(rows(split.apply(ALL, 60, 4).test()))
        .isNotEqualTo(rows(new Split(0.1, 0.1, 8).apply(ALL, 60, 4).test()));
  }

  @Test
  void sharesMustLeaveSomethingToTrainOn() {
    assertThatThrownBy(() -> new Split(0.5, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the shares of valid and test must be at least 0 and together below 1, but are 0.5 and"
                + " 0.5");
  }

  private static List<List<Integer>> rows(Triples triples) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < triples.size(); i++) {
      rows.add(List.of(triples.head(i), triples.relation(i), triples.tail(i)));
    }
    return rows;
  }
}
