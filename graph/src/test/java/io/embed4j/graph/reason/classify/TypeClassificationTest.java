package io.embed4j.graph.reason.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.classify.TypeReport.Outcome;
import io.embed4j.graph.reason.similar.Neighbours;
import io.embed4j.graph.reason.similar.UnitVectors;
import io.embed4j.graph.run.Retraining;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A graph made by hand: the type of entity i is i mod 4. Its vector tells it exactly; its relations
 * tell only whether it is odd.
 */
class TypeClassificationTest {
  private static final int ENTITIES = 400;
  private static final int TYPES = 4;

  private final TrainedModel trained = trained();
  private final TypeParts parts = TypeParts.whole(types()).split(ENTITIES, 1);

  @TempDir private Path folder;

  private static TrainedModel trained() {
    Vocabulary entities = new Vocabulary();
    IntStream.range(0, ENTITIES).forEach(i -> entities.add("e" + i));
    Vocabulary relations = new Vocabulary();
    relations.add("even");
    relations.add("odd");
    Triples train =
        Triples.of(
            IntStream.range(0, ENTITIES - 2)
                .mapToObj(i -> new int[] {i, i % 2, i + 2})
                .toArray(int[][]::new));
    KgeModel model = KgeModel.zeros(new DistMult(), TYPES, false, ENTITIES, 2);
    Random random = new Random(1);
    for (int i = 0; i < ENTITIES; i++) {
      for (int d = 0; d < TYPES; d++) {
        float signal = d == i % TYPES ? 1 : 0;
        model.entities().row(i).set(d, signal + 0.2f * (float) random.nextGaussian());
      }
    }
    KnowledgeGraph graph =
        new KnowledgeGraph("parity", entities, relations, train, Triples.of(), Triples.of());
    ObjectNode settings =
        JsonNodeFactory.instance.objectNode().put("dim", 8).put("epochs", 2).put("batch-size", 64);
    return new TrainedModel(model, graph, settings, JsonNodeFactory.instance.objectNode());
  }

  private static EntityTypes types() {
    EntityTypes.Builder types = new EntityTypes.Builder();
    IntStream.range(0, ENTITIES).forEach(i -> types.add(i, "type" + i % TYPES));
    return types.build(Labels.NONE);
  }

  private TypeReport compare(int threads, Method first, Method... others) {
    try (Workers workers = new Workers(threads)) {
      Retraining training = new Retraining(trained.config(), workers, Progress.NONE);
      return new TypeClassification(
              trained.model(), trained.graph(), parts, training::train, workers)
          .compare(EnumSet.of(first, others), 1, Progress.NONE);
    }
  }

  @Test
  void vectorsTellWhatRelationsCannot() {
    TypeReport report = compare(2, Method.SIGNATURE, Method.VECTORS, Method.NEIGHBOURS);

    // Of two types that its relations leave open, the right one is first half of the time.
    Outcome baseline = report.baseline().orElseThrow();
    assertThat(baseline.all().ranks().mrr()).isBetween(0.6, 0.9);
    assertThat(report.outcomes()).hasSize(3);
    for (Outcome outcome : report.outcomes().subList(1, 3)) {
      assertThat(outcome.all().ranks().mrr()).as(outcome.settings()).isGreaterThan(0.98);
      assertThat(outcome.all().microF1()).as(outcome.settings()).isGreaterThan(0.95);
    }
    assertThat(report.classifier().orElseThrow().features()).isEqualTo(FeatureSet.VECTORS);
  }

  @Test
  void threadsChangeNothing() {
    Method[] others = {Method.NEIGHBOURS, Method.RELATION};

    assertThat(compare(3, Method.VECTORS, others).byName())
        .isEqualTo(compare(1, Method.VECTORS, others).byName());
  }

  @Test
  void typesAsEntitiesKeepTheIdsOfTheOthers() {
    KnowledgeGraph graph = new TypeRelation(trained.graph(), parts, Workers.single()).extended();

    assertThat(graph.entities().size()).isEqualTo(ENTITIES + TYPES);
    assertThat(graph.entities().name(7)).isEqualTo("e7");
    assertThat(graph.relations().size()).isEqualTo(3);
    assertThat(graph.train().size()).isEqualTo(ENTITIES - 2 + 320);
    assertThat(graph.test().size()).isEqualTo(40);
    for (int i = 0; i < graph.test().size(); i++) {
      int type = graph.test().tail(i) - ENTITIES;
      assertThat(parts.test().of(graph.test().head(i))).containsExactly(type);
      assertThat(graph.test().relation(i)).isEqualTo(2);
    }
  }

  /** A model that knows it all: entity, type and relation multiply to 1 where they fit. */
  @Test
  void relationIsAskedForTypesAlone() {
    Training perfect =
        (graph, validator) -> {
          KgeModel model = KgeModel.zeros(new DistMult(), TYPES, false, ENTITIES + TYPES, 3);
          for (int e = 0; e < ENTITIES; e++) {
            model.entities().row(e).set(e % TYPES, 1);
          }
          for (int t = 0; t < TYPES; t++) {
            int kind = parts.train().names().name(t).charAt("type".length()) - '0';
            model.entities().row(ENTITIES + t).set(kind, 1);
            model.relations().row(2).set(t, 1);
          }
          assertThat(validator.applyAsDouble(model)).isEqualTo(1);
          return model;
        };
    TypeReport report =
        new TypeClassification(trained.model(), trained.graph(), parts, perfect, Workers.single())
            .compare(EnumSet.of(Method.RELATION), 1, Progress.NONE);

    assertThat(report.outcomes().getFirst().all().ranks().mrr()).isEqualTo(1);
    assertThat(report.classifier()).isEmpty();
  }

  @Test
  void neighboursVoteByCosineBesideOneVoteOfAll() {
    EntityTypes.Builder types = new EntityTypes.Builder();
    types.add(0, "a");
    types.add(1, "a");
    types.add(1, "b");
    EntityTypes built = types.build(Labels.NONE);

    float[] shares = NeighbourVotes.shares(built, new int[] {0, 1});
    EmbeddingTable vectors = new EmbeddingTable(3, 2, new float[] {2, 0, 0, 3, 0.6f, 0.8f});
    Neighbours among =
        new Neighbours(
            UnitVectors.of(vectors, Workers.single()), new int[] {0, 1}, Workers.single());
    Matrix scores = Matrix.zeros(1, 2);

    new NeighbourVotes(among, built, shares, 2).score(new int[] {2}, scores);

    assertThat(shares).containsExactly(1f, 0.5f);
    assertThat((double) scores.at(0, 0)).isCloseTo((1 + 0.6 + 0.8) / 2.4, within(1e-6));
    assertThat((double) scores.at(0, 1)).isCloseTo((0.5 + 0.8) / 2.4, within(1e-6));
  }

  @Test
  void signatureCountsRolesAndWeighsTheirRarity() {
    Matrix binary = Matrix.zeros(1, 4);
    Matrix weighted = Matrix.zeros(1, 4);
    KgeModel model = trained.model();
    FeatureSet.BINARY_SIGNATURE
        .of(model, trained.graph(), Workers.single())
        .fill(new int[] {3}, binary);
    FeatureSet.WEIGHTED_SIGNATURE
        .of(model, trained.graph(), Workers.single())
        .fill(new int[] {3}, weighted);

    // Entity 3 is once the head and once the tail of "odd", as 199 of 400 entities are.
    assertThat(binary.data()).containsExactly(0, 0, 1, 1);
    assertThat((double) weighted.data()[2]).isCloseTo(Math.log(400 / 199.0), within(1e-6));
  }

  @Test
  void splitDividesEntities() {
    Set<Integer> seen = new HashSet<>();
    for (EntityTypes part : new EntityTypes[] {parts.train(), parts.valid(), parts.test()}) {
      for (int entity : LinearTraining.typed(part, ENTITIES)) {
        assertThat(seen.add(entity)).isTrue();
      }
    }
    assertThat(seen).hasSize(ENTITIES);
    assertThat(parts.valid().size()).isEqualTo(40);
    assertThat(LinearTraining.typed(TypeParts.whole(types()).split(ENTITIES, 2).test(), ENTITIES))
        .isNotEqualTo(LinearTraining.typed(parts.test(), ENTITIES));
  }

  @Test
  void fileGivesTheClassifierBackToItsModelAlone() {
    LinearClassifier kept = compare(1, Method.BOTH).classifier().orElseThrow();
    ClassifierFile.write(folder, kept, trained.model());

    LinearClassifier read = ClassifierFile.read(folder, trained.model()).orElseThrow();

    assertThat(read.features()).isEqualTo(kept.features());
    assertThat(read.weights().data()).isEqualTo(kept.weights().data());
    assertThat(read.types().display(2)).isEqualTo("type2");
    float[] probabilities =
        read.probabilities(trained.model(), trained.graph(), 6, Workers.single());
    assertThat(probabilities[2]).isGreaterThan(0.5f);
    trained.model().entities().data()[0] += 1;
    assertThat(ClassifierFile.read(folder, trained.model())).isEmpty();
  }

  @Test
  void damagedFileIsRefused() throws IOException {
    Files.writeString(folder.resolve(ClassifierFile.NAME), "no such thing");

    assertThatThrownBy(() -> ClassifierFile.read(folder, trained.model()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(ClassifierFile.NAME);
  }

  @Test
  void typesWithoutSplitAreRefused() {
    assertThatThrownBy(
            () ->
                new TypeClassification(
                    trained.model(),
                    trained.graph(),
                    TypeParts.whole(types()),
                    (graph, validator) -> trained.model(),
                    Workers.single()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("400, 0 and 0");
  }
}
