package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.recommend.Audience;
import io.embed4j.graph.reason.recommend.AudienceFile;
import io.embed4j.graph.reason.recommend.Reason;
import io.embed4j.graph.reason.recommend.Recommendation;
import io.embed4j.graph.reason.recommend.Recommender;
import io.embed4j.graph.reason.recommend.Recommender.ItemFact;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg recommend}: items that a user may like. */
@Command(
    name = "recommend",
    description = {
      "Recommend items to a user, with reasons: paths in the graph from what the user likes, which",
      "are no account of the score. What the user has rated, high or low, is left out. For a new",
      "user say what he or she likes (--likes); for a new item, what is known of it (--new-item):",
      "a vector is folded in, and all others stay as they are.",
    },
    subcommands = {RecommendTrainCommand.class, RecommendEvaluateCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg recommend train ml-latest-small.tar.gz --out runs/films",
      "  embed4j kg recommend runs/films --user 17 --top 5",
      "  embed4j kg recommend runs/films --likes \"Toy Story (1995)\" --likes \"Heat (1995)\"",
      "  embed4j kg recommend runs/films --new-item film.film.genre=entity:2412",
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
      names = "--new-item",
      paramLabel = "RELATION=ENTITY",
      description = "A fact about an item that is not in the graph; may be repeated.")
  private List<String> newItem = new ArrayList<>();

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
    long asked =
        Stream.of(user.isPresent(), !likes.isEmpty(), !newItem.isEmpty()).filter(x -> x).count();
    if (asked != 1) {
      throw usage("give one of --user, --likes (a new user) and --new-item");
    }
    Path folder = ModelFolder.locate(place);
    TrainedModel trained = ModelFolder.read(folder);
    Audience audience = AudienceFile.read(folder, trained.graph());
    try (Workers workers = threads.workers()) {
      answer(
          new Recommender(trained.model(), trained.graph(), audience, workers),
          trained.graph(),
          audience);
    }
    return ExitCode.OK;
  }

  private void answer(Recommender recommender, KnowledgeGraph graph, Audience audience) {
    if (user.isPresent()) {
      int known = audience.user(user.get(), graph);
      show(recommender.liked(known), recommender.toUser(known, top), graph);
    } else if (newItem.isEmpty()) {
      int[] liked = likes.stream().mapToInt(name -> audience.item(name, graph)).toArray();
      show(liked, recommender.toNewUser(liked, top), graph);
    } else {
      List<ItemFact> facts = newItem.stream().map(text -> fact(text, graph)).toList();
      showUsers(recommender.usersForNewItem(facts, top), graph, audience);
    }
  }

  private ItemFact fact(String text, KnowledgeGraph graph) {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw usage("--new-item must be RELATION=ENTITY, but is " + text);
    }
    return new ItemFact(
        graph.relationNames().resolve(text.substring(0, sign)),
        graph.entityNames().resolve(text.substring(sign + 1)));
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

  private void showUsers(List<Answer> users, KnowledgeGraph graph, Audience audience) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("users");
    for (Answer answer : users) {
      String name = audience.userName(answer.id(), graph);
      list.addObject().put("id", name).put("score", answer.score() + 0f);
      if (!common.json()) {
        common
            .out()
            .printf(
                "%4d  %s %10.4f%n",
                list.size(), Columns.fit("user " + name, 50), answer.score() + 0f);
      }
    }
    if (common.json()) {
      common.print(root);
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
