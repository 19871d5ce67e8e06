package io.embed4j.graph.data.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.inspect.GraphInspection.Leakage;
import io.embed4j.graph.data.inspect.GraphInspection.Part;
import io.embed4j.graph.data.inspect.GraphInspection.Quantiles;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphInspectorTest {
  private static final int FRIEND = 0;
  private static final int PARENT = 1;
  private static final int CHILD = 2;
  private static final int LIKES = 3;
  private static final int UNSEEN = 4;

  private static final KnowledgeGraph GRAPH =
      new KnowledgeGraph(
          "toy",
          names("e", 8),
          names("r", 5),
          Triples.of(
              new int[] {0, FRIEND, 1},
              new int[] {1, FRIEND, 0},
              new int[] {2, FRIEND, 3},
              new int[] {3, FRIEND, 2},
              new int[] {4, FRIEND, 5},
              new int[] {5, FRIEND, 4},
              new int[] {0, FRIEND, 2},
              new int[] {2, FRIEND, 0},
              new int[] {5, FRIEND, 2},
              new int[] {0, PARENT, 3},
              new int[] {3, CHILD, 0},
              new int[] {0, PARENT, 4},
              new int[] {4, CHILD, 0},
              new int[] {1, PARENT, 5},
              new int[] {5, CHILD, 1},
              new int[] {1, PARENT, 6},
              new int[] {6, CHILD, 1},
              new int[] {2, PARENT, 6},
              new int[] {0, LIKES, 6},
              new int[] {0, LIKES, 6},
              new int[] {3, LIKES, 3}),
          Triples.of(new int[] {0, LIKES, 6}, new int[] {7, LIKES, 1}, new int[] {0, UNSEEN, 1}),
          Triples.of(
              new int[] {2, FRIEND, 5}, // by symmetry
              new int[] {6, CHILD, 2}, // by the inverse
              new int[] {6, LIKES, 0}, // connected only
              new int[] {3, LIKES, 6},
              new int[] {4, LIKES, 4}));

  private static Vocabulary names(String prefix, int count) {
    Vocabulary names = new Vocabulary();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  private final GraphInspection inspection = GraphInspector.inspect(GRAPH);

  @Test
  void countsEachPart() {
    assertThat(inspection.train()).isEqualTo(new Part(21, 1, 7, 4, 0, 0, 0, 0));
    assertThat(inspection.valid()).isEqualTo(new Part(3, 0, 4, 2, 1, 1, 2, 1));
    assertThat(inspection.test()).isEqualTo(new Part(5, 0, 6, 3, 0, 0, 0, 0));
  }

  @Test
  void describesDegrees() {
    // As heads 0 to 7 have 6, 3, 3, 3, 2, 3, 1, 0 triples.
    assertThat(inspection.degrees().asHead())
        .isEqualTo(new Quantiles(21 / 8.0, 0, 1, 3, 3, 6, 6, 6));
    assertThat(inspection.degrees().total().mean()).isEqualTo(42 / 8.0);
  }

  @Test
  void findsSymmetricInverseAndSkewedRelations() {
    RelationProfile friend = inspection.profiles().get(FRIEND);
    assertThat(friend.symmetricShare()).isEqualTo(8 / 9.0);
    assertThat(friend.patterns()).contains(RelationPattern.SYMMETRIC);
    assertThat(friend.tailsPerHead()).isEqualTo(9 / 6.0);
    assertThat(friend.headsPerTail()).isEqualTo(9 / 6.0);
    assertThat(friend.cardinality()).isEqualTo(Cardinality.MANY_TO_MANY);
    RelationProfile parent = inspection.profiles().get(PARENT);
    assertThat(parent.patterns()).containsExactly(RelationPattern.HAS_INVERSE);
    assertThat(parent.inverses()).containsExactly(new RelationProfile.Overlap(CHILD, 4 / 5.0, 1.0));
    assertThat(parent.cardinality()).isEqualTo(Cardinality.ONE_TO_MANY);
    RelationProfile child = inspection.profiles().get(CHILD);
    assertThat(child.inverses()).containsExactly(new RelationProfile.Overlap(PARENT, 1.0, 4 / 5.0));
    assertThat(child.cardinality()).isEqualTo(Cardinality.MANY_TO_ONE);
    assertThat(inspection.profiles().get(LIKES).cardinality()).isEqualTo(Cardinality.ONE_TO_ONE);
    assertThat(inspection.profiles().get(UNSEEN).triples()).isZero();
    assertThat(inspection.profiles().get(UNSEEN).patterns()).isEmpty();
  }

  @Test
  void measuresLeakage() {
    assertThat(inspection.leakage()).isEqualTo(new Leakage(1, 1, 0, 2, 0.4, 3));
  }

  @Test
  void findsDuplicateRelations() {
    Triples train =
        Triples.of(
            new int[] {0, 0, 1}, new int[] {0, 1, 1}, new int[] {2, 0, 3}, new int[] {2, 1, 3});
    KnowledgeGraph graph =
        new KnowledgeGraph(
            "twins",
            names("e", 4),
            names("r", 2),
            train,
            Triples.of(),
            Triples.of(new int[] {0, 1, 1}));
    GraphInspection twins = GraphInspector.inspect(graph);
    assertThat(twins.profiles().get(0).duplicates())
        .containsExactly(new RelationProfile.Overlap(1, 1, 1));
    assertThat(twins.leakage().byDuplicate()).isEqualTo(1);
  }

  @Test
  void findsComposedRelations() {
    // r0: i → i + 10, r1: i + 10 → i + 20, r2: i → i + 20; r3 joins at random.
    Triples train =
        Triples.of(
            IntStream.range(0, 10)
                .boxed()
                .flatMap(
                    i ->
                        Stream.of(
                            new int[] {i, 0, i + 10},
                            new int[] {i + 10, 1, i + 20},
                            new int[] {i, 2, i + 20},
                            new int[] {i, 3, (7 * i + 3) % 30}))
                .toArray(int[][]::new));
    List<RelationProfile> profiles = RelationProfiles.of(4, train);
    assertThat(profiles.get(2).composition())
        .contains(new RelationProfile.Composition(0, 1, 1.0, 1.0));
    assertThat(profiles.get(2).patterns()).containsExactly(RelationPattern.COMPOSED);
    assertThat(profiles.get(0).composition()).isEmpty();
    assertThat(profiles.get(3).composition()).isEmpty();
  }

  @Test
  void writesTextAndJson() {
    String text = InspectionText.of(inspection, GRAPH, 2);
    assertThat(text)
        .contains("toy: 8 entities, 5 relations")
        .contains("a look-up in train answers 2 of 5 test triples (40.0 %)")
        .contains("relations by cardinality: 1-1 1, 1-N 1, N-1 1, N-N 1")
        .contains("89%  symmetric")
        .contains("inverse of r2")
        .contains("… and 3 more");
    ObjectNode json = InspectionJson.of(inspection, GRAPH);
    assertThat(json.at("/train/triples").asInt()).isEqualTo(21);
    assertThat(json.at("/leakage/share").asDouble()).isEqualTo(0.4);
    assertThat(json.at("/relationProfiles/1/inverses/0/relation").asText()).isEqualTo("r2");
    assertThat(json.at("/relationProfiles/0/patterns/0").asText()).isEqualTo("symmetric");
    assertThat(json.at("/degrees/asHead/p50").asInt()).isEqualTo(3);
  }
}
