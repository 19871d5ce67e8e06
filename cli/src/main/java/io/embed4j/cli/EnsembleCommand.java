package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.EvaluationJson;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.ModelScorer;
import io.embed4j.graph.evaluate.RelationClasses;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.reason.ensemble.EnsembleScorer;
import io.embed4j.graph.reason.ensemble.WeightFit;
import io.embed4j.graph.reason.ensemble.Weights;
import io.embed4j.graph.reason.rule.RuleFile;
import io.embed4j.graph.reason.rule.RuleIndex;
import io.embed4j.graph.reason.rule.RuleScorer;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg ensemble}: rules and a model together, beside each alone. */
@Command(
    name = "ensemble",
    description = {
      "Rank the test triples by rules, by a model, and by both together.",
      "How much rules count is fitted on the validation triples, per relation and side.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg rules mine codex-s --out rules.tsv",
      "  embed4j kg ensemble runs/demo --rules rules.tsv",
    })
final class EnsembleCommand implements Callable<Integer> {
  /** Of the fit of the weights, which is drawn from nothing else. */
  private static final long SEED = 1;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "Rules from kg rules mine, of the same graph.")
  private Path file;

  @Mixin private ResultOption result;
  @Mixin private ScopeOptions scope;
  @Mixin private ThreadsOption threads;

  /** The same triples ranked in three ways. */
  private record Evaluations(
      String modelName, Evaluation rules, Evaluation model, Evaluation ensemble) {
    Map<String, Evaluation> byName() {
      Map<String, Evaluation> named = new LinkedHashMap<>();
      named.put("rules", rules);
      named.put(modelName, model);
      named.put("ensemble", ensemble);
      return named;
    }
  }

  @Override
  public Integer call() {
    result.require();
    CostMeter meter = CostMeter.start(threads.count());
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    KnowledgeGraph graph = trained.graph();
    if (graph.valid().size() == 0) {
      throw new DataFormatException(
          "graph " + graph.name() + " has no valid triples, and weights cannot be fitted without");
    }
    Scope chosen = scope.of(graph);
    Evaluations evaluations;
    try (Workers workers = threads.workers()) {
      RuleIndex index = new RuleIndex(graph, RuleFile.read(file, graph));
      Supplier<RuleScorer> rules = () -> new RuleScorer(index);
      Supplier<ModelScorer> models = ModelScorer.of(trained.model(), workers);
      Weights weights = new WeightFit(graph, workers).fit(models, rules, common.progress());
      Supplier<EnsembleScorer> both =
          () -> new EnsembleScorer(models.get(), rules.get(), weights, graph.entities().size());
      Evaluator evaluator = new Evaluator(graph, workers, RelationClasses.of(graph));
      evaluations =
          new Evaluations(
              Interactions.of(trained.model().interaction()).name(),
              evaluator.evaluate(rules, chosen, common.progress()),
              evaluator.evaluate(trained.model(), chosen, common.progress()),
              evaluator.evaluate(both, chosen, common.progress()));
    }
    print(evaluations, graph);
    double seconds = meter.soFar().wallSeconds();
    common.remark("%.1f s on %d threads".formatted(seconds, threads.count()));
    result.write(
        new ResultOption.Subject("link-prediction", graph.name(), "ensemble"),
        figures(evaluations),
        SEED,
        meter);
    return ExitCode.OK;
  }

  private void print(Evaluations evaluations, KnowledgeGraph graph) {
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      evaluations
          .byName()
          .forEach(
              (name, evaluation) ->
                  json.set(name, EvaluationJson.of(evaluation, graph.relations())));
      common.print(json);
      return;
    }
    common.out().print(EvaluationText.of(evaluations.ensemble(), graph, "ensemble"));
    common.out().println();
    common.out().println("side by side          MRR Hits@1 Hits@3 Hits@10");
    evaluations
        .byName()
        .forEach(
            (name, evaluation) -> {
              Metrics metrics = evaluation.realistic().both();
              common
                  .out()
                  .printf(
                      Locale.ROOT,
                      "  %-16s  %.3f  %.3f  %.3f   %.3f%n",
                      name,
                      metrics.mrr(),
                      metrics.hitsAt1(),
                      metrics.hitsAt3(),
                      metrics.hitsAt10());
            });
  }

  /** The figures of the ensemble, and the MRR of each part beside them. */
  private static Map<String, Double> figures(Evaluations evaluations) {
    Map<String, Double> figures =
        new LinkedHashMap<>(evaluations.ensemble().realistic().both().byName());
    figures.put("mrr-of-rules", evaluations.rules().realistic().both().mrr());
    figures.put("mrr-of-model", evaluations.model().realistic().both().mrr());
    return figures;
  }
}
