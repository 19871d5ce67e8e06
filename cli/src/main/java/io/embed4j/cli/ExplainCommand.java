package io.embed4j.cli;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.CalibrationFile;
import io.embed4j.graph.reason.explain.Explainer;
import io.embed4j.graph.reason.explain.Explanation;
import io.embed4j.graph.reason.rule.MiningBudget;
import io.embed4j.graph.reason.rule.MiningSettings;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleFile;
import io.embed4j.graph.reason.rule.RuleMiner;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code kg explain}: what speaks for a fact. */
@Command(
    name = "explain",
    description = {
      "Say why a model believes a fact, known or not: its rank, the rules and paths that speak for",
      "it, similar known facts, and the known facts that its score rests on.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg explain runs/demo \"Albert Einstein\" occupation astronomer",
      "  embed4j kg explain runs/demo Q937 P106 Q11063 --rules rules.tsv --json",
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Parameters(index = "1", paramLabel = "HEAD", description = "The head entity, by name or label.")
  private String head = "";

  @Parameters(index = "2", paramLabel = "RELATION", description = "The relation.")
  private String relation = "";

  @Parameters(index = "3", paramLabel = "TAIL", description = "The tail entity.")
  private String tail = "";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules from kg rules mine (default: rules are mined for this fact).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Paths drawn to mine rules for this fact (default: ${DEFAULT-VALUE}).")
  private long samples;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many of each kind of reason at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--top must be at least 1, but is " + top);
    }
    Path folder = ModelFolder.locate(run);
    TrainedModel trained = ModelFolder.read(folder);
    KnowledgeGraph graph = trained.graph();
    Optional<Calibration> calibration =
        CalibrationFile.read(folder, trained.model(), graph.relations());
    int h = graph.entityNames().resolve(head);
    int r = graph.relationNames().resolve(relation);
    int t = graph.entityNames().resolve(tail);
    Explanation explanation;
    try (Workers workers = threads.workers()) {
      List<Rule> rules =
          file.map(path -> RuleFile.read(path, graph))
              .orElseGet(
                  () ->
                      new RuleMiner(graph, MiningSettings.DEFAULT, workers)
                          .mineFor(h, r, t, new MiningBudget.Samples(samples)));
      explanation =
          new Explainer(trained.model(), graph, calibration, workers).explain(h, r, t, rules, top);
    }
    if (common.json()) {
      common.print(new ExplanationJson(graph).of(h, r, t, explanation));
    } else {
      common.out().print(new ExplanationText(graph).of(h, r, t, explanation));
    }
    return ExitCode.OK;
  }
}
