package io.embed4j.examples;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.reason.complete.Completer;
import io.embed4j.graph.reason.complete.CompletionState;
import io.embed4j.graph.reason.complete.Fact;
import io.embed4j.graph.reason.complete.Request;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;

/** Finds the ten best facts that a graph does not hold, over all heads, relations and tails. */
public final class CompleteGraph {
  private CompleteGraph() {}

  /** Takes a run folder. */
  public static void main(String[] args) {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(Path.of(args[0])));
    KnowledgeGraph graph = trained.graph();
    try (Workers workers = Workers.all()) {
      CompletionState done =
          new Completer(trained.model(), graph, workers)
              .complete(
                  Request.all(graph, 10),
                  CompletionState.START,
                  Progress.NONE,
                  () -> false, // true would stop; complete() goes on from the state it returned
                  state -> {});
      for (Fact fact : done.facts()) {
        System.out.printf(
            "%8.4f  %s, %s, %s%n",
            fact.score(),
            graph.entityNames().display(fact.head()),
            graph.relationNames().display(fact.relation()),
            graph.entityNames().display(fact.tail()));
      }
    }
  }
}
