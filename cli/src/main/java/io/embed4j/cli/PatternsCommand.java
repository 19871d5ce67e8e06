package io.embed4j.cli;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import io.embed4j.graph.reason.pattern.PatternFinder;
import io.embed4j.graph.reason.pattern.PatternJson;
import io.embed4j.graph.reason.pattern.PatternReport;
import io.embed4j.graph.reason.pattern.PatternReport.Agreement;
import io.embed4j.graph.reason.pattern.Thresholds;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.RunFolder;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg patterns}: rules about relations, from the vectors and from the triples. */
@Command(
    name = "patterns",
    description = {
      "Infer rules about relations: symmetric, antisymmetric, inverse, contained in each other,",
      "composed of two others. From the vectors of a trained model, and beside it from its",
      "training triples. Vectors of a run with --set reciprocal=false are read most directly.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg patterns runs/demo                      the strongest rules of each kind",
      "  embed4j kg patterns runs/demo --all --min-confidence 0.8",
      "  embed4j kg patterns runs/wn18-rotate --report      precision and recall, as a result file",
    })
final class PatternsCommand implements Callable<Integer> {
  private static final int TOP = 3;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(names = "--all", description = "Show all rules (default: " + TOP + " of each kind).")
  private boolean all;

  @Option(
      names = "--min-support",
      paramLabel = "N",
      defaultValue = "10",
      description = "Pairs in the data that follow a rule (default: ${DEFAULT-VALUE}).")
  private int minSupport;

  @Option(
      names = "--min-confidence",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the pairs that follow a rule (default: ${DEFAULT-VALUE}).")
  private double minConfidence;

  @Option(
      names = "--min-closeness",
      paramLabel = "C",
      defaultValue = "0.5",
      description = "How closely the vectors fit, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double minCloseness;

  @Option(
      names = "--report",
      description = "Also compare the vectors' rules with the data's, and write a result file.")
  private boolean report;

  @Mixin private ResultsOption results;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Thresholds thresholds = new Thresholds(minSupport, minConfidence, minCloseness);
    CostMeter meter = CostMeter.start(threads.count());
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    KnowledgeGraph graph = trained.graph();
    try (Workers workers = threads.workers()) {
      PatternFinder finder = new PatternFinder(trained.model(), graph, workers);
      PatternReport found = finder.find(thresholds);
      if (common.json()) {
        common.print(PatternJson.of(found, graph, finder::examples));
      } else {
        PatternsText text = new PatternsText(found, graph, finder);
        common.out().print(text.text(trained.model(), all ? Integer.MAX_VALUE : TOP));
        common.out().print(report ? text.agreement() : "");
      }
      if (report) {
        write(result(trained, found, meter.soFar()));
      }
    }
    return ExitCode.OK;
  }

  private void write(Result result) {
    ResultFile.write(results.folder(), result);
    common.remark("result written to " + ResultFile.path(results.folder(), result.name()));
  }

  private Result result(TrainedModel trained, PatternReport found, Result.Cost cost) {
    if (found.told().isEmpty()) {
      throw new ConfigException("no result to write: " + found.geometry());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      if (found.told().contains(kind)) {
        Agreement agreement = found.agreement(kind);
        String key = PatternJson.key(kind);
        agreement.precision().ifPresent(value -> metrics.put(key + "-precision", value));
        agreement.recall().ifPresent(value -> metrics.put(key + "-recall", value));
        metrics.put(key + "-data", (double) agreement.data());
      }
    }
    String model = Interactions.of(trained.model().interaction()).name();
    String data = trained.graph().name();
    return new Result(
        ("patterns-" + data + "-" + model).toLowerCase(Locale.ROOT).replace('_', '-'),
        "relation-patterns",
        data,
        model,
        metrics,
        Optional.empty(),
        trainingCommand() + " && ./embed4j " + String.join(" ", typed()),
        trained.config().path("seed").asLong(),
        cost,
        Commit.of(ResultsOption.home()));
  }

  private Iterable<String> typed() {
    return common.spec().root().commandLine().getParseResult().originalArgs();
  }

  private String trainingCommand() {
    RunFolder folder = new RunFolder(run);
    folder.require();
    return "./" + Origin.read(folder.origin()).command();
  }
}
