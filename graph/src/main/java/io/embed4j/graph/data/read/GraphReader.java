package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Split;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.read.GraphSources.TripleSources;
import io.embed4j.graph.data.read.ReadReport.LabelCount;
import io.embed4j.graph.data.read.ReadReport.RdfCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a knowledge graph from a folder, a file or any other sources. Writes nothing. */
public final class GraphReader {
  private GraphReader() {}

  /**
   * Reads a folder with train, valid and test, or one file that is then split at random.
   *
   * @throws DataFormatException if something is missing or not as expected; the message says where
   *     (file:line:column), what was expected and what was found
   */
  public static ReadGraph read(Path path, ReadOptions options) {
    return read(GraphSources.of(path), options);
  }

  /**
   * Reads sources.
   *
   * @throws DataFormatException as {@link #read(Path, ReadOptions)}
   */
  public static ReadGraph read(GraphSources sources, ReadOptions options) {
    ErrorLog errors = new ErrorLog(options.maxErrors());
    TripleFiles files = new TripleFiles(options, errors);
    Split.Parts parts = parts(sources.triples(), files, options);
    AnnotationsBuilder annotations = AnnotationsBuilder.empty();
    files.rdf().addTypes(parts.train(), annotations.types());
    RdfCount rdf = files.rdf().finish(annotations);
    LabelFiles labels =
        new LabelFiles(files.entities(), files.relations(), annotations, options, errors);
    List<LabelCount> labelCounts = new ArrayList<>();
    for (Source companion : sources.companions()) {
      labelCounts.add(labels.read(companion));
    }
    KnowledgeGraph graph =
        new KnowledgeGraph(
            sources.name(),
            files.entities(),
            files.relations(),
            parts.train(),
            parts.valid(),
            parts.test(),
            annotations.build());
    return new ReadGraph(
        graph, new ReadReport(files.counts(), rdf, labelCounts, errors.count(), errors.messages()));
  }

  private static Split.Parts parts(TripleSources sources, TripleFiles files, ReadOptions options) {
    return switch (sources) {
      case TripleSources.Whole(Source all) -> {
        Triples triples = files.read(all);
        yield options.split().apply(triples, files.entities().size(), files.relations().size());
      }
      case TripleSources.Given given ->
          new Split.Parts(
              files.read(given.train()),
              given.valid().map(files::read).orElseGet(Triples::of),
              given.test().map(files::read).orElseGet(Triples::of));
      case TripleSources.HeldOut(Source valid, Source test) ->
          new Split.Parts(Triples.of(), files.read(valid), files.read(test));
    };
  }
}
