package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.extend.EntityAdder;
import io.embed4j.graph.reason.extend.NewFacts;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg add}: new entities for a trained model, without training again. */
@Command(
    name = "add",
    description = {
      "Add entities that a trained model has not seen, by triples that mention them. Their vectors",
      "are found with all others fixed; the others keep their bits. Entities go by the names of the",
      "files, relations by names or labels.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg add runs/demo --triples new.tsv              in place",
      "  embed4j kg add runs/demo --triples new.tsv --out more   a new model folder",
      "  embed4j kg predict more --head \"my city\" --relation country",
    })
final class AddCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--triples",
      required = true,
      paramLabel = "FILE",
      description = "Triples, each with at least one new entity.")
  private String triples = "";

  @Option(
      names = "--entity",
      paramLabel = "NAME",
      description = {
        "A new entity; may be repeated. Then other unknown names are errors, such as a misspelt",
        "one (default: every unknown name is a new entity)."
      })
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "A new model folder (default: the model is replaced once all is written).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the sampled candidates (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Path source = ModelFolder.locate(run);
    Path target = out.orElse(source);
    if (out.isPresent() && Files.exists(target.resolve(ModelFolder.CARD))) {
      throw new ConfigException(target + " holds a model already: choose another folder for --out");
    }
    TrainedModel trained = ModelFolder.read(source);
    KnowledgeGraph read = dataOptions.readAll(triples, common);
    NewFacts facts = NewFacts.of(trained.graph(), read, only);
    long start = System.nanoTime();
    KgeModel model;
    try (Workers workers = threads.workers()) {
      model =
          new EntityAdder(trained.model(), trained.graph().train(), facts, seed, workers)
              .add(common.progress());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    ModelFolder.write(
        target, new TrainedModel(model, facts.graph(), trained.config(), trained.metrics()));
    report(facts, target, seconds);
    return ExitCode.OK;
  }

  private void report(NewFacts facts, Path target, double seconds) {
    List<String> names =
        IntStream.range(facts.firstNew(), facts.graph().entities().size())
            .mapToObj(facts.graph().entities()::name)
            .toList();
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode added = json.putArray("added");
      names.forEach(added::add);
      common.print(
          json.put("triples", facts.triples().size())
              .put("entities", facts.graph().entities().size())
              .put("model", target.toString())
              .put("seconds", seconds));
      return;
    }
    common
        .out()
        .printf(
            "added %,d entities by %,d triples: %s%s%n",
            names.size(),
            facts.triples().size(),
            String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))),
            names.size() > SHOWN ? ", …" : "");
    common.remark(
        "found in %.3f s; the model in %s now has %,d entities"
            .formatted(seconds, target, facts.graph().entities().size()));
    common.remark(
        "ask it: embed4j kg predict %s --head \"%s\" --relation NAME"
            .formatted(target, names.getFirst()));
  }
}
