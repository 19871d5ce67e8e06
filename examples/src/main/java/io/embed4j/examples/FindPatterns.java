package io.embed4j.examples;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.pattern.Finding;
import io.embed4j.graph.reason.pattern.PatternFinder;
import io.embed4j.graph.reason.pattern.Thresholds;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads rules about relations off the vectors of a model and off the facts of its graph. */
public final class FindPatterns {
  private FindPatterns() {}

  /** Takes a run folder. */
  public static void main(String[] args) {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(Path.of(args[0])));
    KnowledgeGraph graph = trained.graph();
    try (Workers workers = Workers.all()) {
      PatternFinder finder = new PatternFinder(trained.model(), graph, workers);
      for (Finding finding : finder.find(Thresholds.DEFAULT).findings()) {
        System.out.printf(
            "%s of %s: vectors %.2f, facts %.2f%n",
            finding.pattern().kind(),
            finding.pattern().relations().stream()
                .map(graph.relationNames()::display)
                .collect(Collectors.joining(", ")),
            finding.vectors().orElse(0),
            finding.data().confidence());
      }
    }
  }
}
