package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.EvaluationJson;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RelationClasses;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.graph.store.TranslatedGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg evaluate}: how well a trained model ranks true triples. */
@Command(
    name = "evaluate",
    description = "Rank the test triples of a trained model and print MRR, Hits and more.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg evaluate runs/complex                 the test triples it was trained with",
      "  embed4j kg evaluate runs/complex --part valid    the validation triples",
      "  embed4j kg evaluate runs/complex --data FOLDER   the test triples of another folder",
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Rank and filter by the triples of this folder instead of the stored ones.")
  private Optional<Path> data;

  @Mixin private ScopeOptions scope;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    KnowledgeGraph graph =
        data.map(folder -> GraphReader.read(folder, ReadOptions.DEFAULT).graph())
            .map(other -> TranslatedGraph.of(other, trained.graph()))
            .orElse(trained.graph());
    List<RelationClasses> divisions = RelationClasses.of(graph);
    long start = System.nanoTime(); // indexing the known triples is part of filtered ranking
    Evaluation evaluation;
    try (Workers workers = threads.workers()) {
      Evaluator evaluator = new Evaluator(graph, workers, divisions);
      evaluation = evaluator.evaluate(trained.model(), scope.of(graph), common.progress());
    }
    if (common.json()) {
      ObjectNode json = EvaluationJson.of(evaluation, graph.relations());
      common.print(json.put("seconds", seconds(start)));
    } else {
      common.out().print(EvaluationText.of(evaluation, graph, trained.model()));
      common.remark("ranked in %.1f s on %d threads".formatted(seconds(start), threads.count()));
    }
    return ExitCode.OK;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
