package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.reason.similar.EntityFacts;
import io.embed4j.graph.reason.similar.EntityFacts.Fact;
import io.embed4j.graph.reason.similar.NearDuplicates;
import io.embed4j.graph.reason.similar.NearDuplicates.Pair;
import io.embed4j.graph.reason.similar.Neighbours;
import io.embed4j.graph.reason.similar.UnitVectors;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg similar}: entities whose vectors are alike, and what they share. */
@Command(
    name = "similar",
    description = {
      "Show the entities most like a given one, or else the pairs of entities that are the most",
      "alike and may be duplicates: the cosine of their vectors, how many of their training facts",
      "they share, and an example. Pairs take time as the square of the number of entities."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg similar runs/demo --entity \"Albert Einstein\"",
      "  embed4j kg similar runs/demo --top 50 --min-cosine 0.95",
    })
final class SimilarCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 28;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(names = "--entity", paramLabel = "NAME", description = "Its neighbours instead of pairs.")
  private Optional<String> entity = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--min-cosine",
      paramLabel = "C",
      defaultValue = "-1",
      description = "Leave out what is less alike, from -1 to 1 (default: nothing).")
  private float least;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--top must be at least 1, but is " + top);
    }
    if (!(least >= -1 && least <= 1)) {
      throw new ParameterException(
          common.spec().commandLine(), "--min-cosine must be from -1 to 1, but is " + least);
    }
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    KnowledgeGraph graph = trained.graph();
    Optional<Integer> id = entity.map(graph.entityNames()::resolve);
    List<Pair> pairs;
    try (Workers workers = threads.workers()) {
      UnitVectors vectors = UnitVectors.of(trained.model().entities(), workers);
      pairs =
          id.map(e -> neighbours(vectors, e, workers))
              .orElseGet(
                  () -> NearDuplicates.find(vectors, top, least, workers, common.progress()));
    }
    EntityFacts facts = new EntityFacts(graph.entities().size(), graph.train());
    if (common.json()) {
      common.print(json(pairs, facts, graph));
    } else {
      common.out().print(text(pairs, facts, graph));
    }
    return ExitCode.OK;
  }

  private List<Pair> neighbours(UnitVectors vectors, int id, Workers workers) {
    return Neighbours.among(vectors, workers).of(id, top).stream()
        .filter(neighbour -> neighbour.cosine() >= least)
        .map(neighbour -> new Pair(id, neighbour.entity(), neighbour.cosine()))
        .toList();
  }

  private static String text(List<Pair> pairs, EntityFacts facts, KnowledgeGraph graph) {
    Names names = graph.entityNames();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s %6s  %s%n",
            Columns.fit("", NAME_WIDTH),
            Columns.fit("", NAME_WIDTH),
            "cosine",
            "shared facts"));
    for (Pair pair : pairs) {
      List<Fact> shared = facts.shared(pair.one(), pair.two());
      text.append(
          String.format(
              Locale.ROOT,
              "%s %s %6.3f  %,d of %,d and %,d%s%n",
              Columns.fit(names.display(pair.one()), NAME_WIDTH),
              Columns.fit(names.display(pair.two()), NAME_WIDTH),
              pair.cosine(),
              shared.size(),
              facts.count(pair.one()),
              facts.count(pair.two()),
              shared.isEmpty() ? "" : ": " + text(shared.getFirst(), graph)));
    }
    return text.toString();
  }

  private static String text(Fact fact, KnowledgeGraph graph) {
    String relation = graph.relationNames().display(fact.relation());
    String other = graph.entityNames().display(fact.other());
    return fact.asked() == Side.TAIL
        ? "(·, " + relation + ", " + other + ")"
        : "(" + other + ", " + relation + ", ·)";
  }

  private static ObjectNode json(List<Pair> pairs, EntityFacts facts, KnowledgeGraph graph) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("pairs");
    for (Pair pair : pairs) {
      ObjectNode node = list.addObject();
      node.put("id1", graph.entities().name(pair.one()))
          .put("name1", graph.entityNames().display(pair.one()))
          .put("id2", graph.entities().name(pair.two()))
          .put("name2", graph.entityNames().display(pair.two()))
          .put("cosine", pair.cosine())
          .put("facts1", facts.count(pair.one()))
          .put("facts2", facts.count(pair.two()))
          .put("sharedFacts", facts.shared(pair.one(), pair.two()).size());
    }
    return root;
  }
}
