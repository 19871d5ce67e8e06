package io.embed4j.graph.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both indices against maps of sets. */
class IndexTest {
  private static final Triples FIRST = RandomTriples.of(700, 25, 6, 1);
  private static final Triples SECOND = RandomTriples.of(300, 40, 3, 2);

  @ParameterizedTest
  @EnumSource
  void queriesAndAnswersEqualAMapOfSets(Side side) {
    Map<List<Integer>, TreeSet<Integer>> expected = new TreeMap<>(IndexTest::compare);
    for (Triples part : List.of(FIRST, SECOND)) {
      for (int i = 0; i < part.size(); i++) {
        int known = side == Side.TAIL ? part.head(i) : part.tail(i);
        int asked = side == Side.TAIL ? part.tail(i) : part.head(i);
        expected
            .computeIfAbsent(List.of(part.relation(i), known), key -> new TreeSet<>())
            .add(asked);
      }
    }

    QueryIndex index = QueryIndex.of(side, FIRST, SECOND);

    assertThat(index.side()).isEqualTo(side);
    assertThat(index.size()).isEqualTo(expected.size());
    List<List<Integer>> queries = new ArrayList<>();
    for (int q = 0; q < index.size(); q++) {
      queries.add(List.of(index.relation(q), index.entity(q)));
      assertThat(IntStream.range(index.start(q), index.start(q + 1)).map(index::answer).boxed())
          .containsExactlyElementsOf(expected.getOrDefault(queries.getLast(), new TreeSet<>()));
      assertThat(index.count(q)).isEqualTo(index.start(q + 1) - index.start(q));
      assertThat(index.find(index.entity(q), index.relation(q))).isEqualTo(q);
    }
    assertThat(queries).containsExactlyElementsOf(expected.keySet());
    for (int entity = 0; entity < 45; entity++) {
      for (int relation = 0; relation < 8; relation++) {
        TreeSet<Integer> answers =
            expected.getOrDefault(List.of(relation, entity), new TreeSet<>());
        assertThat(index.find(entity, relation) >= 0).isEqualTo(!answers.isEmpty());
        assertThat(index.contains(entity, relation, 7)).isEqualTo(answers.contains(7));
      }
    }
  }

  @Test
  void pairsAndRelationsEqualAMapOfSets() {
    Map<List<Integer>, TreeSet<Integer>> expected = new TreeMap<>(IndexTest::compare);
    for (int i = 0; i < FIRST.size(); i++) {
      expected
          .computeIfAbsent(List.of(FIRST.head(i), FIRST.tail(i)), key -> new TreeSet<>())
          .add(FIRST.relation(i));
    }

    PairIndex index = PairIndex.of(FIRST);

    assertThat(index.size()).isEqualTo(expected.size());
    for (int head = 0; head < 28; head++) {
      for (int tail = 0; tail < 28; tail++) {
        TreeSet<Integer> relations = expected.getOrDefault(List.of(head, tail), new TreeSet<>());
        int pair = index.find(head, tail);
        assertThat(pair >= 0).isEqualTo(!relations.isEmpty());
        assertThat(index.contains(head, 2, tail)).isEqualTo(relations.contains(2));
        if (pair >= 0) {
          assertThat(index.tail(pair)).isEqualTo(tail);
          assertThat(pair).isBetween(index.firstPair(head), index.firstPair(head + 1) - 1);
          assertThat(IntStream.range(index.start(pair), index.start(pair + 1)).map(index::relation))
              .containsExactlyElementsOf(relations);
        }
      }
    }
  }

  @Test
  void emptyTriplesGiveEmptyIndices() {
    assertThat(QueryIndex.of(Side.TAIL, Triples.of()).size()).isZero();
    assertThat(QueryIndex.of(Side.HEAD).find(0, 0)).isEqualTo(-1);
    assertThat(PairIndex.of(Triples.of()).find(0, 0)).isEqualTo(-1);
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    int first = Integer.compare(a.get(0), b.get(0));
    return first != 0 ? first : Integer.compare(a.get(1), b.get(1));
  }
}
