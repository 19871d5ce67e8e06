package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.cluster.Clustering;
import io.embed4j.graph.reason.cluster.EntityClusters;
import io.embed4j.graph.reason.cluster.EntityClusters.Candidate;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg cluster}: groups of entities whose vectors point the same way. */
@Command(
    name = "cluster",
    description = {
      "Divide the entities of a trained model into clusters by the directions of their vectors",
      "(spherical k-means++). Of several k the one of greatest silhouette is shown. Where the data",
      "has types, clusters are compared with them and named after them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg cluster runs/demo",
      "  embed4j kg cluster runs/demo --k 30 --out clusters.tsv",
      "  embed4j kg cluster runs/x --types FOLDER --k 10,20,50,100",
    })
final class ClusterCommand implements Callable<Integer> {
  private static final List<Integer> NUMBERS = List.of(5, 10, 20, 50);

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      description = "Numbers of clusters to try (default: 5,10,20,50).")
  private List<Integer> numbers = List.of();

  @Mixin private TypesOption types;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write entity, cluster and distance to its centre, separated by tabs.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the first centres (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
    CostMeter meter = CostMeter.start(threads.count());
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    KnowledgeGraph graph = trained.graph();
    requireNumbers(graph.entities().size());
    Optional<TypeParts> given = types.find(run, graph);
    try (Workers workers = threads.workers()) {
      EntityClusters clusters = new EntityClusters(trained.model().entities(), given, workers);
      List<Candidate> found = clusters.find(tried(graph), seed, common.progress());
      Candidate best = EntityClusters.best(found);
      if (common.json()) {
        common.print(json(graph, found, best));
      } else {
        ClusterText text = new ClusterText(graph, given.map(TypeParts::names), clusters.classes());
        common.out().print(text.of(trained, found, best));
      }
      file.ifPresent(path -> write(path, graph.entities()::name, best.clustering()));
      result.write("clustering", trained, figures(best), seed, meter);
    }
    return ExitCode.OK;
  }

  private void requireNumbers(int entities) {
    for (int k : numbers) {
      if (k < 1 || k > entities) {
        throw new ParameterException(
            common.spec().commandLine(),
            "--k must be from 1 to %,d, the number of entities, but is %,d".formatted(entities, k));
      }
    }
  }

  private List<Integer> tried(KnowledgeGraph graph) {
    int entities = graph.entities().size();
    return numbers.isEmpty()
        ? NUMBERS.stream().map(k -> Math.min(k, entities)).distinct().toList()
        : numbers;
  }

  private interface NameOf {
    String name(int entity);
  }

  private void write(Path path, NameOf names, Clustering clustering) {
    StringBuilder lines = new StringBuilder("entity\tcluster\tdistance\n");
    for (int e = 0; e < clustering.clusters().length; e++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%s\t%d\t%.6f\n",
              names.name(e),
              clustering.clusters()[e] + 1,
              Math.max(0, 1 - clustering.cosines()[e])));
    }
    AtomicFile.writeText(path, lines.toString());
    common.remark("written to " + path);
  }

  private static Map<String, Double> figures(Candidate best) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("silhouette", best.silhouette());
    figures.put("k", (double) best.clustering().k());
    best.agreement().ifPresent(a -> figures.put("nmi", a.nmi()));
    best.agreement().ifPresent(a -> figures.put("purity", a.purity()));
    return figures;
  }

  private ObjectNode json(KnowledgeGraph graph, List<Candidate> found, Candidate best) {
    Names names = graph.entityNames();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("graph", graph.name()).put("seed", seed);
    ArrayNode tried = root.putArray("tried");
    for (Candidate candidate : found) {
      ObjectNode node = tried.addObject().put("k", candidate.clustering().k());
      node.put("silhouette", candidate.silhouette());
      candidate.agreement().ifPresent(a -> node.put("nmi", a.nmi()).put("purity", a.purity()));
    }
    Clustering clustering = best.clustering();
    root.put("k", clustering.k());
    ArrayNode list = root.putArray("clusters");
    for (int c = 0; c < clustering.k(); c++) {
      ArrayNode members = list.addObject().put("cluster", c + 1).putArray("entities");
      for (int e : clustering.members(c)) {
        members
            .addObject()
            .put("id", graph.entities().name(e))
            .put("name", names.display(e))
            .put("distance", Math.max(0, 1 - clustering.cosines()[e]));
      }
    }
    return root;
  }
}
