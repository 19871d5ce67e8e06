package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.EvaluationJson;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RelationClasses;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.experiment.HtmlReport;
import io.embed4j.graph.run.TrainingRun;
import io.embed4j.graph.train.EpochReport;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A training run in front of a person: progress, Ctrl-C, and the figures at the end. */
final class TrainingSession {
  private final CommonOptions common;
  private final KnowledgeGraph graph;
  private final Workers workers;

  TrainingSession(CommonOptions common, KnowledgeGraph graph, Workers workers) {
    this.common = common;
    this.graph = graph;
    this.workers = workers;
  }

  /** Trains to the end, or until the process is asked to stop; then everything is saved. */
  int train(TrainingRun run) {
    return train(run, Scope.test(graph), evaluation -> {});
  }

  /**
   * Trains likewise.
   *
   * @param scope what the figures at the end are of
   * @param listener told these figures, unless the scope is empty
   */
  int train(TrainingRun run, Scope scope, Consumer<Evaluation> listener) {
    common.remark("run folder: " + run.folder().path());
    try (StopSignal stop = new StopSignal()) {
      if (!run.train(common.progress(), stop::isRaised, report -> common.remark(line(report)))) {
        common.remark(
            "saved after epoch "
                + run.epochsDone()
                + "; go on with: embed4j kg resume "
                + run.folder().path());
        return ExitCode.INTERRUPTED;
      }
    }
    Optional<Evaluation> evaluation = report(run, scope);
    HtmlReport.write(run.folder(), evaluation.map(TrainingSession::figures).orElse(Map.of()));
    evaluation.ifPresent(listener);
    return ExitCode.OK;
  }

  private static Map<String, Double> figures(Evaluation evaluation) {
    return evaluation.realistic().both().byName();
  }

  private static String line(EpochReport report) {
    StringBuilder line =
        new StringBuilder("epoch %3d  loss %.4f".formatted(report.epoch(), report.loss()));
    if (report.penalty() > 0) {
      line.append("  penalty %.4f".formatted(report.penalty()));
    }
    report.validationMrr().ifPresent(mrr -> line.append("  valid MRR %.4f".formatted(mrr)));
    return line.append("  %.1f s".formatted(report.seconds())).toString();
  }

  private Optional<Evaluation> report(TrainingRun run, Scope scope) {
    var trained = run.model();
    ObjectNode result = trained.metrics().deepCopy();
    result.put("run", run.folder().path().toString());
    if (scope.triples().size() == 0) {
      if (common.json()) {
        common.print(result);
      }
      return Optional.empty();
    }
    Evaluator evaluator = new Evaluator(graph, workers, RelationClasses.of(graph));
    Evaluation evaluation = evaluator.evaluate(trained.model(), scope, common.progress());
    if (common.json()) {
      result.set(scope.part(), EvaluationJson.of(evaluation, graph.relations()));
      common.print(result);
    } else {
      common.out().print(EvaluationText.of(evaluation, graph, trained.model()));
      common.remark(
          "ask it: embed4j kg predict " + run.folder().path() + " --head NAME --relation NAME");
    }
    return Optional.of(evaluation);
  }
}
