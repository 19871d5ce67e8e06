package io.embed4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.reason.recommend.Audience;
import io.embed4j.graph.reason.recommend.AudienceFile;
import io.embed4j.graph.reason.recommend.RecommendationData;
import io.embed4j.graph.reason.recommend.RecommenderTraining;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.graph.train.TrainConfigs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kg recommend train}: trains a model to recommend with. */
@Command(
    name = "train",
    description = {
      "Train a model on one graph of users, items and knowledge. A tenth of the likes is held out",
      "to find the epoch to stop after; then it learns anew from all of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg recommend train ml-latest-small.tar.gz --out runs/films",
      "  embed4j kg recommend train --ratings likes.tsv --knowledge facts.tsv --out runs/shop",
    })
final class RecommendTrainCommand implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin private CommonOptions common;
  @Mixin private RatedDataOptions data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "The run folder to make.")
  private Path out;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "complex",
      description = "The interaction (default: ${DEFAULT-VALUE}); kg models lists them.")
  private String model = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as dim=64 or seed=2; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Path folder = out.resolve(ModelFolder.IN_RUN);
    if (Files.exists(folder.resolve(ModelFolder.CARD))) {
      throw new ConfigException(out + " holds a model already: choose another folder");
    }
    RecommendationData read = data.read();
    Audience audience = Audience.of(read);
    RecommenderTraining.Outcome outcome;
    try (Workers workers = threads.workers()) {
      outcome = new RecommenderTraining(read, workers).train(model, settings, common.progress());
    }
    ObjectNode figures =
        MAPPER
            .createObjectNode()
            .put("heldOutNdcgAt20", outcome.ndcg())
            .put("epoch", outcome.config().epochs());
    ObjectNode config = MAPPER.valueToTree(TrainConfigs.tree(outcome.config()));
    ModelFolder.write(folder, new TrainedModel(outcome.model(), outcome.graph(), config, figures));
    AudienceFile.write(folder, audience);
    if (common.json()) {
      figures.put("run", out.toString()).put("users", read.users()).put("items", read.items());
      figures.put("likes", read.ratings().likes().size()).put("facts", read.knowledge().size());
      common.print(figures);
    } else {
      common
          .out()
          .printf(
              "%s: %,d users, %,d items, %,d likes, %,d facts%n",
              read.name(),
              read.users(),
              read.items(),
              read.ratings().likes().size(),
              read.knowledge().size());
      common
          .out()
          .printf(
              "%s, dimension %d, %d epochs; NDCG@20 of held-out likes %.3f%n",
              model, outcome.config().dim(), outcome.config().epochs(), outcome.ndcg());
    }
    common.remark("ask it: embed4j kg recommend " + out + " --user NAME");
    return ExitCode.OK;
  }
}
