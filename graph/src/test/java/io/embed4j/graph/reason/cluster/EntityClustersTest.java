package io.embed4j.graph.reason.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.reason.cluster.EntityClusters.Candidate;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityClustersTest {
  private static final int GROUPS = 6;
  private static final int ENTITIES = 600;
  private static final int WIDTH = 12;

  /** Entity i lies near axis i mod 6, at any length. */
  private static EmbeddingTable planted(double noise) {
    Random random = new Random(7);
    EmbeddingTable table = EmbeddingTable.zeros(ENTITIES, WIDTH);
    for (int i = 0; i < ENTITIES; i++) {
      double length = 0.1 + 5 * random.nextDouble();
      for (int d = 0; d < WIDTH; d++) {
        double signal = d == i % GROUPS ? 1 : 0;
        table.row(i).set(d, (float) (length * (signal + noise * random.nextGaussian())));
      }
    }
    return table;
  }

  private static TypeParts types() {
    EntityTypes.Builder types = new EntityTypes.Builder();
    for (int i = 0; i < ENTITIES; i++) {
      types.add(i, "axis " + i % GROUPS);
    }
    return TypeParts.whole(types.build(Labels.NONE));
  }

  private static List<Candidate> find(EmbeddingTable table, int threads, Integer... numbers) {
    try (Workers workers = new Workers(threads)) {
      return new EntityClusters(table, Optional.of(types()), workers)
          .find(List.of(numbers), 1, Progress.NONE);
    }
  }

  @Test
  void plantedGroupsAreFoundAndTheirNumberIsTheBest() {
    Candidate best = EntityClusters.best(find(planted(0.1), 2, 2, 3, 6, 9, 20));

    assertThat(best.clustering().k()).isEqualTo(GROUPS);
    assertThat(best.agreement().orElseThrow()).isEqualTo(new Agreement(ENTITIES, 1, 1));
  }

  @Test
  void silhouetteIsThatOfAllPairs() {
    EmbeddingTable table = planted(0.6);
    Candidate found = find(table, 2, 7).getFirst();
    UnitVectors unit = UnitVectors.of(table, Workers.single());
    int[] clusters = found.clustering().clusters();

    double sum = 0;
    for (int i = 0; i < ENTITIES; i++) {
      double[] distance = new double[7];
      int[] count = new int[7];
      for (int j = 0; j < ENTITIES; j++) {
        if (i != j) {
          double dot = 0;
          for (int d = 0; d < WIDTH; d++) {
            dot += (double) unit.table().row(i).at(d) * unit.table().row(j).at(d);
          }
          distance[clusters[j]] += 1 - dot;
          count[clusters[j]]++;
        }
      }
      double a = distance[clusters[i]] / count[clusters[i]];
      double b = Double.MAX_VALUE;
      for (int c = 0; c < 7; c++) {
        b = c == clusters[i] ? b : Math.min(b, distance[c] / count[c]);
      }
      sum += (b - a) / Math.max(a, b);
    }

    assertThat(found.silhouette()).isCloseTo(sum / ENTITIES, within(1e-6));
  }

  @Test
  void everyEntityIsWithTheNearestMeanAndNoMoveHelps() {
    EmbeddingTable table = planted(0.6);
    Clustering clustering = find(table, 2, 7).getFirst().clustering();
    UnitVectors unit = UnitVectors.of(table, Workers.single());
    double[][] centres = new double[7][WIDTH];
    for (int i = 0; i < ENTITIES; i++) {
      for (int d = 0; d < WIDTH; d++) {
        centres[clustering.clusters()[i]][d] += unit.table().row(i).at(d);
      }
    }
    for (int i = 0; i < ENTITIES; i++) {
      double own = cosine(unit, i, centres[clustering.clusters()[i]]);
      assertThat((double) clustering.cosines()[i]).isCloseTo(own, within(1e-5));
      for (double[] centre : centres) {
        assertThat(cosine(unit, i, centre)).isLessThan(own + 1e-5);
      }
    }
  }

  private static double cosine(UnitVectors unit, int entity, double[] centre) {
    double dot = 0;
    double norm = 0;
    for (int d = 0; d < WIDTH; d++) {
      dot += unit.table().row(entity).at(d) * centre[d];
      norm += centre[d] * centre[d];
    }
    return dot / Math.sqrt(norm);
  }

  @Test
  void threadsChangeNothing() {
    Clustering one = find(planted(0.6), 1, 9).getFirst().clustering();
    Clustering three = find(planted(0.6), 3, 9).getFirst().clustering();

    assertThat(three.clusters()).isEqualTo(one.clusters());
    assertThat(three.cosines()).isEqualTo(one.cosines());
  }

  @Test
  void asManyClustersAsEntitiesLeaveEachAlone() {
    Candidate found = find(planted(0.6), 2, ENTITIES).getFirst();

    assertThat(found.clustering().sizes()).containsOnly(1);
    assertThat(found.silhouette()).isZero();
  }

  @Test
  void moreClustersThanDifferentVectorsDoNoHarm() {
    EmbeddingTable table = EmbeddingTable.zeros(40, 2);
    for (int i = 0; i < 40; i++) {
      table.row(i).set(i % 2, 1);
    }
    Candidate found =
        new EntityClusters(table, Optional.empty(), Workers.single())
            .find(List.of(5), 1, Progress.NONE)
            .getFirst();

    assertThat(Arrays.stream(found.clustering().sizes()).sum()).isEqualTo(40);
    assertThat(found.clustering().objective()).isCloseTo(40, within(1e-6));
  }

  @Test
  void aNumberThatMakesNoSenseIsRefused() {
    for (int k : new int[] {0, -1, ENTITIES + 1}) {
      assertThatThrownBy(() -> find(planted(0.1), 1, k))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("k must be from 1 to 600, the number of entities, but is " + k);
    }
  }
}
