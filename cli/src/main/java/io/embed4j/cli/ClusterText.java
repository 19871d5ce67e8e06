package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.reason.cluster.Clustering;
import io.embed4j.graph.reason.cluster.EntityClasses;
import io.embed4j.graph.reason.cluster.EntityClusters.Candidate;
import io.embed4j.graph.store.TrainedModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clusters as tables of one screen. */
final class ClusterText {
  private static final int CLUSTERS_SHOWN = 20;
  private static final int NEAREST_SHOWN = 3;
  private static final int TYPE_WIDTH = 28;

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);
  private final KnowledgeGraph graph;
  private final Optional<Names> typeNames;
  private final Optional<EntityClasses> classes;

  ClusterText(KnowledgeGraph graph, Optional<Names> typeNames, Optional<EntityClasses> classes) {
    this.graph = graph;
    this.typeNames = typeNames;
    this.classes = classes;
  }

  String of(TrainedModel trained, List<Candidate> found, Candidate best) {
    out.format(
        "%s, dimension %d, on %s: clusters of %,d entities%n%n",
        Interactions.of(trained.model().interaction()).name(),
        trained.model().dim(),
        graph.name(),
        graph.entities().size());
    tried(found, best);
    clusters(best.clustering());
    return out.toString();
  }

  private void tried(List<Candidate> found, Candidate best) {
    out.format("%6s %10s%s%n", "k", "silhouette", classes.isPresent() ? "    NMI purity" : "");
    for (Candidate candidate : found) {
      out.format(
          "%6d %10.3f%s%s%n",
          candidate.clustering().k(),
          candidate.silhouette(),
          candidate
              .agreement()
              .map(a -> String.format(Locale.ROOT, " %6.3f %6.3f", a.nmi(), a.purity()))
              .orElse(""),
          candidate.equals(best) ? "  shown below" : "");
    }
    found.stream()
        .flatMap(candidate -> candidate.agreement().stream())
        .findFirst()
        .ifPresent(
            a ->
                out.format(
                    "NMI and purity compare with the most frequent type of each of %,d entities%n",
                    a.entities()));
  }

  private void clusters(Clustering clustering) {
    int[] largestFirst =
        IntStream.range(0, clustering.k())
            .boxed()
            .sorted(Comparator.comparingInt(c -> -clustering.sizes()[c]))
            .mapToInt(c -> c)
            .toArray();
    if (clustering.k() > CLUSTERS_SHOWN) {
      out.format(
          "%nthe largest %d of %d clusters (--json has all)", CLUSTERS_SHOWN, clustering.k());
    }
    String type = classes.isPresent() ? Columns.fit("most frequent type", TYPE_WIDTH + 6) : "";
    out.format("%n%7s %8s  %snearest to its centre%n", "cluster", "entities", type);
    Arrays.stream(largestFirst).limit(CLUSTERS_SHOWN).forEach(c -> cluster(c, clustering));
  }

  private void cluster(int c, Clustering clustering) {
    int[] members = clustering.members(c);
    String nearest =
        Arrays.stream(members)
            .limit(NEAREST_SHOWN)
            .mapToObj(graph.entityNames()::display)
            .collect(Collectors.joining(", "));
    out.format(
        "%7d %,8d  %s%s%n",
        c + 1,
        members.length,
        classes.isPresent() ? Columns.fit(majority(members), TYPE_WIDTH + 6) : "",
        nearest);
  }

  private String majority(int[] members) {
    return classes
        .flatMap(c -> c.majority(members))
        .map(
            m ->
                Columns.fit(typeNames.orElseThrow().display(m.type()), TYPE_WIDTH)
                    + String.format(Locale.ROOT, " %.2f", m.share()))
        .orElse("");
  }
}
