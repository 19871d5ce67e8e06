package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A short training on Last.FM as KGCN has prepared it, beside popularity and item-kNN. */
class LastFmTest {
  private static Optional<Path> lastFm() {
    return Optional.ofNullable(System.getenv("EMBED4J_DATA")).map(Path::of).stream()
        .flatMap(data -> Stream.of(data, data.resolve("rec")))
        .flatMap(data -> Stream.of("lastfm-kg", "lastfm-kg.tar.gz").map(data::resolve))
        .filter(Files::exists)
        .findFirst();
  }

  @Test
  void theGraphTellsLikesBetterThanPopularityAndNeighbours() {
    Optional<Path> place = lastFm();
    assumeTrue(place.isPresent(), "EMBED4J_DATA names no folder with lastfm-kg: nothing to learn");
    RecommendationData data =
        RecommendationReader.read(
            RecommendationFiles.in(place.orElseThrow()), OptionalDouble.empty());
    assertThat(List.of(data.users(), data.items(), data.ratings().size(), data.knowledge().size()))
        .containsExactly(1872, 3846, 42346, 15518);
    try (Workers workers = Workers.all()) {
      MethodTraining training = new MethodTraining(data, Protocol.CLICKS, 1, workers);
      List<String> changes = List.of("dim=32", "epochs=10", "regularizer.weight=0.3");
      var graph = figures(new Setting.Graph("complex", true, changes), training, data, workers);
      var popular = figures(new Setting.Popular(), training, data, workers);
      var knn = new Setting.Neighbours(new ItemNeighbours.Settings(1000, 0));
      var neighbours = figures(knn, training, data, workers);
      assertThat(graph.getOrDefault("auc", Double.NaN))
          .isGreaterThan(0.83)
          .isGreaterThan(popular.getOrDefault("auc", Double.NaN) + 0.02)
          .isGreaterThan(neighbours.getOrDefault("auc", Double.NaN) + 0.02);
      assertThat(graph.getOrDefault("f1", Double.NaN)).isGreaterThan(0.75);
    }
  }

  private static SequencedMap<String, Double> figures(
      Setting setting, MethodTraining training, RecommendationData data, Workers workers) {
    ItemScores scores = training.train(setting, Progress.NONE).scores();
    return Protocol.CLICKS.test(scores, training.split(), Sizes.of(data), workers);
  }
}
