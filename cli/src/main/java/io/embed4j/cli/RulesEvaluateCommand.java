package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.EvaluationJson;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RelationClasses;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleFile;
import io.embed4j.graph.reason.rule.RuleIndex;
import io.embed4j.graph.reason.rule.RuleScorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg rules evaluate}: how well rules alone rank true triples. */
@Command(
    name = "evaluate",
    description = {
      "Rank the test triples by rules alone, as kg evaluate does by a model.",
      "Without --rules, rules are mined first.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg rules evaluate codex-s --rules rules.tsv",
      "  embed4j kg rules evaluate FOLDER --seconds 300 --result rules-my-graph.json",
    })
final class RulesEvaluateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "DATA", description = "A folder, a file, or codex-s.")
  private String data = "";

  @Option(names = "--rules", paramLabel = "FILE", description = "Rules from kg rules mine.")
  private Optional<Path> file = Optional.empty();

  @Mixin private ScopeOptions scope;
  @Mixin private MiningOptions mining;
  @Mixin private ResultOption result;
  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
    CostMeter meter = CostMeter.start(threads.count());
    KnowledgeGraph graph = dataOptions.read(data, common).graph();
    Evaluation evaluation;
    int ruleCount;
    try (Workers workers = threads.workers()) {
      List<Rule> rules =
          file.map(path -> RuleFile.read(path, graph))
              .orElseGet(() -> mining.mine(graph, workers, common, () -> false));
      ruleCount = rules.size();
      RuleIndex index = new RuleIndex(graph, rules);
      evaluation =
          new Evaluator(graph, workers, RelationClasses.of(graph))
              .evaluate(() -> new RuleScorer(index), scope.of(graph), common.progress());
    }
    double seconds = meter.soFar().wallSeconds();
    if (common.json()) {
      ObjectNode json = EvaluationJson.of(evaluation, graph.relations());
      common.print(json.put("rules", ruleCount).put("seconds", seconds));
    } else {
      String title = String.format(Locale.ROOT, "%,d rules", ruleCount);
      common.out().print(EvaluationText.of(evaluation, graph, title));
      common.remark("%.1f s on %d threads".formatted(seconds, threads.count()));
    }
    result.write(
        new ResultOption.Subject("link-prediction", graph.name(), "rules"),
        evaluation.realistic().both().byName(),
        mining.seed(),
        meter);
    return ExitCode.OK;
  }
}
