package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.read.LabelFormat.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where types of entities are read from.
 *
 * @param name short name, such as that of the folder
 * @param parts the files with types
 * @param labels files with labels of types
 * @param subclasses pairs of a lower and an upper type, if there is such a file
 */
public record TypeSources(
    String name, Parts parts, List<Source> labels, Optional<Source> subclasses) {
  private static final String EXPECTED =
      "expected entity_types.tsv or entity2types.json, or a split of types_train.tsv,"
          + " types_valid.tsv and types_test.tsv (also ET_train.txt and so on)";

  /** The files with types. */
  public sealed interface Parts {
    /** Files that are to be split. */
    record Whole(List<Source> all) implements Parts {}

    /** A split that is given. */
    record Given(Source train, Source valid, Source test) implements Parts {}
  }

  /**
   * Returns what a folder, an archive or a file of types offers; docs/formats.md has the names. A
   * file of another name holds lines of entity, tab, type.
   *
   * @throws DataFormatException if there is no such path or it has no types
   */
  public static TypeSources of(Path path) {
    boolean folder = Files.isDirectory(path);
    if (!folder && !Files.exists(path)) {
      throw new DataFormatException(path + ": there is no such file or folder");
    }
    if (!folder && !Archive.isArchive(path)) {
      Parts parts = new Parts.Whole(List.of(Source.of(path)));
      return new TypeSources(Source.of(path).fileName(), parts, List.of(), Optional.empty());
    }
    List<Source> files = folder ? GraphSources.files(path) : Archive.files(path);
    String name = folder ? GraphSources.name(path) : Archive.stem(path);
    Optional<Source> train = named(files, "train");
    Optional<Source> valid = named(files, "valid");
    Optional<Source> test = named(files, "test");
    List<Source> whole = known(files, Subject.ENTITY);
    Parts parts;
    if (train.isPresent() && valid.isPresent() && test.isPresent()) {
      parts = new Parts.Given(train.get(), valid.get(), test.get());
    } else if (!whole.isEmpty()) {
      parts = new Parts.Whole(whole);
    } else {
      throw new DataFormatException(
          path + ": " + EXPECTED + ", found " + GraphSources.someNames(files));
    }
    Optional<Source> subclasses =
        files.stream().filter(file -> file.format().equals("subclass_of.tsv")).findFirst();
    return new TypeSources(name, parts, known(files, Subject.TYPE), subclasses);
  }

  private static Optional<Source> named(List<Source> files, String part) {
    Pattern pattern = Pattern.compile("(et|types)_" + part + "\\.(txt|tsv)");
    return files.stream().filter(f -> pattern.matcher(f.format()).matches()).findFirst();
  }

  /** Returns files with types of entities, or with labels of types. */
  private static List<Source> known(List<Source> files, Subject subject) {
    return files.stream()
        .filter(
            file ->
                LabelFormat.of(file.format())
                    .filter(f -> f.subject() == subject)
                    .filter(f -> subject == Subject.TYPE || f.content().isType())
                    .isPresent())
        .sorted(LabelFiles.ORDER)
        .toList();
  }
}
