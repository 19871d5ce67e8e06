package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.recommend.Audience;
import io.embed4j.graph.reason.recommend.AudienceFile;
import io.embed4j.graph.reason.recommend.Reason;
import io.embed4j.graph.reason.recommend.Recommendation;
import io.embed4j.graph.reason.recommend.Recommender;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg recommend}: items that a user may like. */
@Command(
    name = "recommend",
    description = {
      "Recommend items to a user, with reasons: paths in the graph from what the user likes. Of a",
      "new user give what he or she likes. What the user has rated is left out.",
    },
    subcommands = {RecommendTrainCommand.class, RecommendEvaluateCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg recommend train ml-latest-small.tar.gz --out runs/films",
      "  embed4j kg recommend runs/films --user 17 --top 5",
      "  embed4j kg recommend runs/films --likes \"Toy Story (1995)\" --likes \"Heat (1995)\"",
      "  embed4j kg recommend evaluate ml-latest-small.tar.gz",
    })
final class RecommendCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run folder that kg recommend train has made.")
  private Optional<Path> run = Optional.empty();

  @Option(names = "--user", paramLabel = "NAME", description = "The user, as in the ratings.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--likes",
      paramLabel = "ITEM",
      description = "What a new user likes, by name or label; may be repeated.")
  private List<String> likes = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many items at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Path place =
        run.orElseThrow(
            () -> usage("give RUN, a folder that kg recommend train has made, or a subcommand"));
    if (top < 1) {
      throw usage("--top must be at least 1, but is " + top);
    }
    if (user.isPresent() == !likes.isEmpty()) {
      throw usage("give either --user or, for a new user, --likes");
    }
    Path folder = ModelFolder.locate(place);
    TrainedModel trained = ModelFolder.read(folder);
    KnowledgeGraph graph = trained.graph();
    Audience audience = AudienceFile.read(folder, graph);
    try (Workers workers = threads.workers()) {
      Recommender recommender = new Recommender(trained.model(), graph, audience, workers);
      if (user.isPresent()) {
        int known = audience.user(user.get(), graph);
        show(recommender.liked(known), recommender.toUser(known, top), graph);
      } else {
        int[] liked = likes.stream().mapToInt(name -> audience.item(name, graph)).toArray();
        show(liked, recommender.toNewUser(liked, top), graph);
      }
    }
    return ExitCode.OK;
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(common.spec().commandLine(), sentence);
  }

  private void show(int[] liked, List<Recommendation> list, KnowledgeGraph graph) {
    if (common.json()) {
      common.print(json(liked, list, graph));
      return;
    }
    if (liked.length == 0) {
      common.remark("this user likes nothing yet: shown is what most users like");
    }
    common.out().print(RecommendationText.of(list, graph));
    if (list.isEmpty()) {
      common.out().println("(none: the user has rated every item of which anything is known)");
    }
  }

  private static ObjectNode json(int[] liked, List<Recommendation> list, KnowledgeGraph graph) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("likes", liked.length);
    ArrayNode items = root.putArray("items");
    for (Recommendation recommendation : list) {
      ObjectNode item =
          items
              .addObject()
              .put("id", graph.entities().name(recommendation.item()))
              .put("name", graph.entityNames().display(recommendation.item()))
              .put("score", recommendation.score() + 0f);
      ArrayNode reasons = item.putArray("reasons");
      recommendation.reasons().forEach(reason -> add(reason, graph, reasons.addObject()));
    }
    return root;
  }

  private static void add(Reason reason, KnowledgeGraph graph, ObjectNode node) {
    node.put("likes", graph.entities().name(reason.liked()));
    switch (reason) {
      case Reason.SharedFact fact ->
          node.put("kind", "shared-fact")
              .put("relation", graph.relations().name(fact.relation()))
              .put("entity", graph.entities().name(fact.entity()))
              .put("items", fact.items());
      case Reason.Link link ->
          node.put("kind", "link").put("relation", graph.relations().name(link.relation()));
      case Reason.SharedTaste taste ->
          node.put("kind", "shared-taste").put("users", taste.users()).put("of", taste.of());
    }
  }
}
