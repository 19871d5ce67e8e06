package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.RunFolder;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.data.read.TypeReader;
import io.embed4j.graph.run.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --types}, the same in every command that uses types of entities. */
final class TypesOption {
  @Option(
      names = "--types",
      paramLabel = "DATA",
      description = {
        "Types of entities: a folder or archive, a file of lines of entity, tab, type, or codex-s",
        "(default: what the data of the run says)."
      })
  private Optional<String> data = Optional.empty();

  /** Returns whether the option was given. */
  boolean isGiven() {
    return data.isPresent();
  }

  /**
   * Returns the types of the entities of a run.
   *
   * @throws DataFormatException if there are none
   */
  TypeParts require(Path run, KnowledgeGraph graph) {
    return find(run, graph)
        .orElseThrow(
            () ->
                new DataFormatException(
                    run + ": the data of this run has no types of entities; name some: --types"));
  }

  /** Returns the types of the entities of a run, if it has any. */
  Optional<TypeParts> find(Path run, KnowledgeGraph graph) {
    return data.map(given -> TypeReader.read(BundledGraphs.types(given), graph.entities()))
        .or(() -> ofData(run, graph))
        .filter(types -> types.size() > 0);
  }

  private static Optional<TypeParts> ofData(Path run, KnowledgeGraph graph) {
    Path origin = new RunFolder(run).origin();
    if (!Files.exists(origin)) {
      return Optional.empty();
    }
    String source = Origin.read(origin).data();
    if (!source.equals(BundledGraphs.CODEX_S) && !Files.exists(Path.of(source))) {
      return Optional.empty();
    }
    KnowledgeGraph read =
        GraphReader.read(BundledGraphs.sources(source), ReadOptions.DEFAULT).graph();
    return Optional.of(TypeParts.of(read, graph.entities()));
  }
}
