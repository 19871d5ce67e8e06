package io.embed4j.cli;

import io.embed4j.graph.data.read.Source;
import io.embed4j.graph.reason.recommend.RecommendationData;
import io.embed4j.graph.reason.recommend.RecommendationFiles;
import io.embed4j.graph.reason.recommend.RecommendationReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where users, items and knowledge are; a command has it as a mixin. */
final class RatedDataOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = {
        "A folder or archive: likes and perhaps knowledge, items, labels, as .tsv, .csv or .txt;",
        "or the files of MovieLens, or those of KGCN (ratings_final, kg_final)."
      })
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--ratings",
      paramLabel = "FILE",
      description = "User, item, and perhaps how much and when, a line each; instead of DATA.")
  private Optional<Path> ratings = Optional.empty();

  @Option(
      names = "--knowledge",
      paramLabel = "FILE",
      description = "Facts about the items: head, relation, tail; instead of the one in DATA.")
  private Optional<Path> knowledge = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description = {
        "Item as in the ratings, entity as in the knowledge (default: the names are the same)."
      })
  private Optional<Path> items = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Name of an item or other entity, and what to show instead.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--least-rating",
      paramLabel = "R",
      description = "Which ratings are likes (default: from 4 on, from 1 on if none is above 1).")
  private Optional<Double> leastRating = Optional.empty();

  /** Reads everything. */
  RecommendationData read() {
    OptionalDouble least = leastRating.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    return RecommendationReader.read(files(), least);
  }

  private RecommendationFiles files() {
    if (data.isEmpty() && ratings.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "give DATA, a folder or archive, or at least --ratings FILE");
    }
    Optional<RecommendationFiles> found = data.map(RecommendationFiles::in);
    return new RecommendationFiles(
        found
            .map(RecommendationFiles::name)
            .orElseGet(() -> RecommendationFiles.name(ratings.orElseThrow())),
        ratings.map(Source::of).or(() -> found.map(RecommendationFiles::ratings)).orElseThrow(),
        knowledge.map(Source::of).or(() -> found.flatMap(RecommendationFiles::knowledge)),
        items.map(Source::of).or(() -> found.flatMap(RecommendationFiles::itemMap)),
        labels.map(Source::of).or(() -> found.flatMap(RecommendationFiles::labels)));
  }
}
