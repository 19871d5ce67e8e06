package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.classify.ClassifierFile;
import io.embed4j.graph.reason.classify.LinearClassifier;
import io.embed4j.graph.reason.classify.Method;
import io.embed4j.graph.reason.classify.TypeClassification;
import io.embed4j.graph.reason.classify.TypeReport;
import io.embed4j.graph.reason.classify.TypeReport.Outcome;
import io.embed4j.graph.run.Retraining;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg classify}: types of entities. */
@Command(
    name = "classify",
    description = {
      "Predict the types of entities in several ways, measure them beside a baseline that uses no",
      "vectors, and keep the best linear classifier with the model. --entity then asks it.",
      "A split that is given is kept; else a tenth of the typed entities is for the validation",
      "that chooses settings, a tenth for the test."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg classify runs/demo --types codex-s",
      "  embed4j kg classify runs/demo --entity \"Albert Einstein\"",
      "  embed4j kg classify runs/x --types FOLDER --methods signature,vectors,both",
    })
final class ClassifyCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 40;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Mixin private TypesOption types;

  @Option(
      names = "--entity",
      paramLabel = "NAME",
      description = "Show the types of one entity with their probabilities; measure nothing.")
  private Optional<String> entity = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "With --entity, how many types at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--methods",
      paramLabel = "METHOD",
      split = ",",
      description = {
        "Which of ${COMPLETION-CANDIDATES} (default: all).",
        "RELATION trains a model anew, which takes as long as the run did, or longer."
      })
  private List<Method> methods = List.of(Method.values());

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the split and of the order in training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    requireSense();
    Path folder = ModelFolder.locate(run);
    CostMeter meter = CostMeter.start(threads.count());
    TrainedModel trained = ModelFolder.read(folder);
    try (Workers workers = threads.workers()) {
      if (entity.isPresent()) {
        ask(entity.get(), folder, trained, workers);
      } else {
        measure(folder, trained, workers, meter);
      }
    }
    return ExitCode.OK;
  }

  private void requireSense() {
    result.require();
    if (top < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--top must be at least 1, but is " + top);
    }
    if (entity.isPresent() && types.isGiven()) {
      throw new ParameterException(
          common.spec().commandLine(),
          "give --types to measure and keep a classifier, or --entity to ask the kept one");
    }
  }

  private void measure(Path folder, TrainedModel trained, Workers workers, CostMeter meter) {
    KnowledgeGraph graph = trained.graph();
    TypeParts given = types.require(run, graph);
    boolean isSplit = given.isSplit();
    TypeParts parts = isSplit ? given : given.split(graph.entities().size(), seed);
    Retraining retraining = new Retraining(trained.config(), workers, common.progress());
    TypeReport report =
        new TypeClassification(trained.model(), graph, parts, retraining::train, workers)
            .compare(EnumSet.copyOf(methods), seed, common.progress());
    if (common.json()) {
      common.print(json(report, graph, parts));
    } else {
      String split = isSplit ? "split as given" : "split by entity, seed " + seed;
      common.out().print(ClassificationText.of(report, trained, parts, split));
    }
    result.write("entity-classification", trained, report.byName(), seed, meter);
    report
        .classifier()
        .ifPresent(
            classifier -> {
              ClassifierFile.write(folder, classifier, trained.model());
              common.remark("written to " + folder.resolve(ClassifierFile.NAME));
            });
  }

  private static ObjectNode json(TypeReport report, KnowledgeGraph graph, TypeParts parts) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("graph", graph.name())
        .put("types", parts.train().names().size())
        .put("train", parts.train().size())
        .put("valid", parts.valid().size())
        .put("test", parts.test().size());
    ArrayNode list = root.putArray("methods");
    for (Outcome outcome : report.outcomes()) {
      ObjectNode node = list.addObject();
      node.put("method", outcome.method().key())
          .put("settings", outcome.settings())
          .put("validMrr", outcome.validMrr());
      outcome.all().byName().forEach(node.putObject("all")::put);
      outcome.leaves().ifPresent(l -> l.byName().forEach(node.putObject("leaves")::put));
    }
    return root;
  }

  private void ask(String name, Path folder, TrainedModel trained, Workers workers) {
    KnowledgeGraph graph = trained.graph();
    int id = graph.entityNames().resolve(name);
    LinearClassifier classifier =
        ClassifierFile.read(folder, trained.model())
            .orElseThrow(
                () ->
                    new NotFoundException(
                        run
                            + ": no classifier is kept with this model; make one with: embed4j kg"
                            + " classify "
                            + run
                            + " --types DATA"));
    float[] probabilities = classifier.probabilities(trained.model(), graph, id, workers);
    int[] best =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a]))
            .limit(top)
            .mapToInt(t -> t)
            .toArray();
    if (common.json()) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("id", graph.entities().name(id)).put("name", graph.entityNames().display(id));
      ArrayNode list = root.putArray("types");
      for (int type : best) {
        list.addObject()
            .put("id", classifier.types().ids().name(type))
            .put("name", classifier.types().display(type))
            .put("probability", probabilities[type]);
      }
      common.print(root);
      return;
    }
    common
        .out()
        .println(graph.entityNames().display(id) + ", types by " + classifier.features().key());
    for (int i = 0; i < best.length; i++) {
      common
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%4d  %s  p %.3f  %s",
                  i + 1,
                  Columns.fit(classifier.types().display(best[i]), NAME_WIDTH),
                  probabilities[best[i]],
                  classifier.types().ids().name(best[i])));
    }
  }
}
