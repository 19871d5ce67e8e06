package io.embed4j.graph.reason.cluster;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Divides entities into clusters by the directions of their vectors, for several numbers of
 * clusters, of which the mean silhouette tells the best. The same seed gives the same bits on any
 * number of threads. One call at a time.
 *
 * <pre>{@code
 * EntityClusters clusters = new EntityClusters(model.entities(), Optional.empty(), workers);
 * Candidate best = EntityClusters.best(clusters.find(List.of(5, 10, 20), 1, Progress.NONE));
 * }</pre>
 */
public final class EntityClusters {
  private final UnitVectors vectors;
  private final Optional<EntityClasses> classes;
  private final Workers workers;

  /**
   * Prepares the vectors.
   *
   * @param types to compare the clusters with, if there are any
   */
  public EntityClusters(EmbeddingTable entities, Optional<TypeParts> types, Workers workers) {
    this.vectors = UnitVectors.of(entities, workers);
    this.classes = types.map(t -> EntityClasses.of(t, entities.rows()));
    this.workers = workers;
  }

  /**
   * A division into k clusters.
   *
   * @param clustering the clusters
   * @param silhouette mean silhouette by cosine distance, from −1 to 1
   * @param agreement with the classes of the entities, if they have any
   */
  public record Candidate(
      Clustering clustering, double silhouette, Optional<Agreement> agreement) {}

  /**
   * Returns a division for each number of clusters, in their order.
   *
   * @throws IllegalArgumentException if a number is below 1 or above that of the entities
   */
  public List<Candidate> find(List<Integer> numbers, long seed, Progress progress) {
    for (int k : numbers) {
      if (k < 1 || k > vectors.size()) {
        throw new IllegalArgumentException(
            "k must be from 1 to %d, the number of entities, but is %d"
                .formatted(vectors.size(), k));
      }
    }
    SphericalKMeans means = new SphericalKMeans(vectors, workers);
    List<Candidate> found = new ArrayList<>();
    for (int k : numbers) {
      Clustering clustering = means.cluster(k, seed);
      double silhouette = Silhouette.mean(vectors, clustering, workers);
      found.add(
          new Candidate(
              clustering,
              silhouette,
              classes.map(c -> Agreement.of(clustering.clusters(), c.classes()))));
      progress.report("clustering", found.size(), numbers.size(), "k = " + k);
    }
    return found;
  }

  /** Returns the one of greatest silhouette, of equal ones the first. */
  public static Candidate best(List<Candidate> candidates) {
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::silhouette))
        .orElseThrow(() -> new IllegalArgumentException("at least one k must be given"));
  }

  /** Returns the classes of the entities, if there are types. */
  public Optional<EntityClasses> classes() {
    return classes;
  }
}
