package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a graph is read from.
 *
 * @param name short name of the graph
 * @param triples the files with triples
 * @param companions files with labels, descriptions and types, found by their names
 */
public record GraphSources(String name, TripleSources triples, List<Source> companions) {
  private static final String ENDINGS = "\\.(txt|tsv|csv|nt|ntriples|nq|nquads)(\\.gz)?";
  private static final String TRAIN = "train|training";
  private static final String VALID = "valid|validation|val|dev";
  private static final String TEST = "test|testing";

  /** The files with triples. */
  public sealed interface TripleSources {
    /** One file that is to be split. */
    record Whole(Source all) implements TripleSources {}

    /** A split that is given. */
    record Given(Source train, Optional<Source> valid, Optional<Source> test)
        implements TripleSources {}

    /** Validation and test triples without any to train with. */
    record HeldOut(Source valid, Source test) implements TripleSources {}
  }

  /**
   * Returns what a folder, an archive or a file offers. A folder or archive (.zip, .tar, .tar.gz,
   * .tgz) holds train, valid and test (also validation, val, dev; also with something before, such
   * as wordnet-mlj12-train) as .txt, .tsv, .csv, .nt or .nq, with or without .gz; valid and test
   * may be missing.
   *
   * @throws DataFormatException if there is no such path, it cannot be read, or a folder or archive
   *     has no train file or two
   */
  public static GraphSources of(Path path) {
    if (Files.isDirectory(path)) {
      return ofFiles(path, name(path), files(path));
    }
    if (!Files.exists(path)) {
      throw new DataFormatException(path + ": there is no such file or folder");
    }
    if (Archive.isArchive(path)) {
      return ofFiles(path, Archive.stem(path), Archive.files(path));
    }
    String stem = name(path).replaceFirst("(\\.[A-Za-z]+)?(\\.gz)?$", "");
    return new GraphSources(stem, new TripleSources.Whole(Source.of(path)), List.of());
  }

  /**
   * Returns what a folder or an archive offers of triples that are false: the files valid_negatives
   * and test_negatives.
   *
   * @throws DataFormatException if it cannot be read or lacks one of them
   */
  public static GraphSources ofNegatives(Path path) {
    boolean folder = Files.isDirectory(path);
    if (!folder && !(Files.exists(path) && Archive.isArchive(path))) {
      throw new DataFormatException(path + ": there is no such folder or archive");
    }
    List<Source> files = folder ? files(path) : Archive.files(path);
    return new GraphSources(
        name(path),
        new TripleSources.HeldOut(
            negatives(path, files, "valid_negatives"), negatives(path, files, "test_negatives")),
        List.of());
  }

  private static Source negatives(Path place, List<Source> files, String name) {
    return part(place, files, name)
        .orElseThrow(
            () ->
                new DataFormatException(
                    place
                        + ": expected a file named "
                        + name
                        + " with the ending .txt, .tsv, .csv, .nt or .nq (and .gz if packed), found "
                        + someNames(files)));
  }

  private static GraphSources ofFiles(Path place, String name, List<Source> files) {
    Source train =
        part(place, files, TRAIN)
            .orElseThrow(
                () ->
                    new DataFormatException(
                        place
                            + ": expected a file named train with the ending .txt, .tsv, .csv, .nt"
                            + " or .nq (and .gz if packed), found "
                            + someNames(files)));
    List<Source> companions =
        files.stream().filter(LabelFiles::isKnown).sorted(LabelFiles.ORDER).toList();
    return new GraphSources(
        name,
        new TripleSources.Given(train, part(place, files, VALID), part(place, files, TEST)),
        companions);
  }

  /** Returns the files of a folder in alphabetical order. */
  static List<Source> files(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().map(Source::of).toList();
    } catch (IOException e) {
      DataFormatException failure =
          new DataFormatException(folder + ": the folder cannot be listed: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** A plain name wins over one with something before it. */
  private static Optional<Source> part(Path place, List<Source> files, String names) {
    for (String before : List.of("", ".*[-_.]")) {
      Pattern pattern = Pattern.compile(before + "(" + names + ")" + ENDINGS);
      List<Source> found =
          files.stream()
              .filter(file -> pattern.matcher(file.fileName().toLowerCase(Locale.ROOT)).matches())
              .toList();
      if (found.size() > 1) {
        throw new DataFormatException(
            place
                + ": expected one file named "
                + names.replace("|", " or ")
                + ", found "
                + someNames(found)
                + "; move all but one away");
      }
      if (found.size() == 1) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  /** Returns a few names for a message. */
  static String someNames(List<Source> files) {
    String names = String.join(", ", files.stream().limit(8).map(Source::fileName).toList());
    return files.isEmpty() ? "no file" : names + (files.size() > 8 ? ", …" : "");
  }

  /** Returns the last part of a path. */
  static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? path.toString() : last.toString();
  }
}
