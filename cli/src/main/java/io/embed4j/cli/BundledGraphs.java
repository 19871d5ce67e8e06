package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.read.GraphSources;
import io.embed4j.graph.data.read.GraphSources.TripleSources;
import io.embed4j.graph.data.read.Source;
import io.embed4j.graph.data.read.TypeSources;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Graphs that come with the program, by name. */
final class BundledGraphs {
  /** The small graph of CoDEx (Safavi and Koutra, EMNLP 2020): 2,034 entities, 42 relations. */
  static final String CODEX_S = "codex-s";

  /** Cities, people, companies, fruit and purchases, in English and Chinese; ours. */
  static final String SMALL_WORLD = "small-world";

  private BundledGraphs() {}

  /** Returns the sources of the small world. */
  static GraphSources smallWorld() {
    return new GraphSources(
        SMALL_WORLD,
        new TripleSources.Given(
            resource(SMALL_WORLD, "train.tsv"),
            Optional.of(resource(SMALL_WORLD, "valid.tsv")),
            Optional.of(resource(SMALL_WORLD, "test.tsv"))),
        List.of(
            resource(SMALL_WORLD, "entity_labels.en.tsv"),
            resource(SMALL_WORLD, "entity_labels.zh.tsv"),
            resource(SMALL_WORLD, "relation_labels.en.tsv"),
            resource(SMALL_WORLD, "relation_labels.zh.tsv")));
  }

  /** Returns the sources of CoDEx-S with types and English names, Chinese ones of relations too. */
  static GraphSources codexS() {
    return new GraphSources(
        CODEX_S,
        new TripleSources.Given(
            resource(CODEX_S, "train.txt.gz"),
            Optional.of(resource(CODEX_S, "valid.txt.gz")),
            Optional.of(resource(CODEX_S, "test.txt.gz"))),
        List.of(
            resource(CODEX_S, "entity2types.json.gz"),
            resource(CODEX_S, "entity_labels.en.tsv.gz"),
            resource(CODEX_S, "relations.en.json"),
            resource(CODEX_S, "relations.zh.json"),
            resource(CODEX_S, "types.en.json.gz"),
            resource(CODEX_S, "types.zh.json.gz")));
  }

  /**
   * Returns what a user means by a data argument: a folder or file, or else a bundled graph by its
   * name.
   *
   * @throws DataFormatException if it is neither
   */
  static GraphSources sources(String data) {
    Path path = Path.of(data);
    if (Files.exists(path)) {
      return GraphSources.of(path);
    }
    return switch (data) {
      case CODEX_S -> codexS();
      case SMALL_WORLD -> smallWorld();
      default ->
          throw new DataFormatException(
              "%s: there is no such file or folder, and no bundled graph of this name (there are %s and %s)"
                  .formatted(data, CODEX_S, SMALL_WORLD));
    };
  }

  /** Returns the false triples of a folder or archive, or the bundled ones of CoDEx-S. */
  static GraphSources negatives(String data) {
    Path path = Path.of(data);
    if (Files.exists(path) || !data.equals(CODEX_S)) {
      return GraphSources.ofNegatives(path);
    }
    return new GraphSources(
        CODEX_S,
        new TripleSources.HeldOut(
            resource(CODEX_S, "valid_negatives.txt.gz"),
            resource(CODEX_S, "test_negatives.txt.gz")),
        List.of());
  }

  /** Returns the types of a folder, an archive or a file, or the bundled ones of CoDEx-S. */
  static TypeSources types(String data) {
    Path path = Path.of(data);
    if (Files.exists(path) || !data.equals(CODEX_S)) {
      return TypeSources.of(path);
    }
    return new TypeSources(
        CODEX_S,
        new TypeSources.Parts.Whole(List.of(resource(CODEX_S, "entity2types.json.gz"))),
        List.of(resource(CODEX_S, "types.en.json.gz"), resource(CODEX_S, "types.zh.json.gz")),
        Optional.empty());
  }

  private static Source resource(String graph, String file) {
    String name = graph + "/" + file;
    return new Source(name, () -> open(name));
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = BundledGraphs.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("the build left the resource " + name + " out");
    }
    return in;
  }
}
