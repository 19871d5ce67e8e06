package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which triples are ranked; a command that evaluates has it as a mixin. */
@Command
final class ScopeOptions {
  @Option(
      names = "--part",
      paramLabel = "PART",
      defaultValue = "test",
      description = "Which triples: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "0",
      description = "Rank N triples chosen at random; the output says so (default: all).")
  private int sample;

  @Option(
      names = "--sample-seed",
      paramLabel = "SEED",
      defaultValue = "0",
      description = "Seed of --sample (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Parts of a graph that can be ranked. */
  enum Part {
    VALID,
    TEST
  }

  /** Returns the triples to rank; there must be some. */
  Scope of(KnowledgeGraph graph) {
    Scope all = part == Part.TEST ? Scope.test(graph) : Scope.valid(graph);
    if (all.triples().size() == 0) {
      throw new DataFormatException(
          "graph "
              + graph.name()
              + " has no "
              + all.part()
              + " triples to rank; choose others by --part or other data");
    }
    return all.sampled(sample, seed);
  }
}
