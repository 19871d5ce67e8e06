package io.embed4j.cli;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import io.embed4j.graph.reason.pattern.PatternFinder;
import io.embed4j.graph.reason.pattern.PatternJson;
import io.embed4j.graph.reason.pattern.PatternReport;
import io.embed4j.graph.reason.pattern.PatternReport.Agreement;
import io.embed4j.graph.reason.pattern.Thresholds;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
      "  embed4j kg patterns runs/wn18-rotate --report      precision and recall of the vectors' rules",
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
      description = "Also compare the vectors' rules with the data's: precision and recall.")
  private boolean report;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
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
      if (result.isGiven()) {
        result.write("relation-patterns", trained, figures(found), seed(trained), meter);
      }
    }
    return ExitCode.OK;
  }

  private static Map<String, Double> figures(PatternReport found) {
    if (found.told().isEmpty()) {
      throw new ConfigException("no result to write: " + found.geometry());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      if (found.told().contains(kind)) {
        Agreement agreement = found.agreement(kind);
        String key = PatternJson.key(kind);
        agreement.precision().ifPresent(value -> figures.put(key + "-precision", value));
        agreement.recall().ifPresent(value -> figures.put(key + "-recall", value));
        figures.put(key + "-data", (double) agreement.data());
      }
    }
    return figures;
  }

  private static long seed(TrainedModel trained) {
    return trained.config().path("seed").asLong();
  }
}
