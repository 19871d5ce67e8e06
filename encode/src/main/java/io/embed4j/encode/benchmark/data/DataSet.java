package io.embed4j.encode.benchmark.data;

import io.embed4j.core.config.Names;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a data set, in a folder or in a .tar.gz archive that holds one folder. Files are
 * UTF-8; whatever is wrong with them is a {@link DataFormatException} that says where.
 */
public final class DataSet {
  /** The environment variable that names the folder of all data sets. */
  public static final String VARIABLE = "EMBED4J_DATA";

  private final Path path;

  private DataSet(Path path) {
    this.path = path;
  }

  /**
   * Returns the folder that EMBED4J_DATA names.
   *
   * @param variable value of the variable, if it is set
   */
  public static Path root(Optional<String> variable) {
    return variable
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .orElseThrow(
            () ->
                new NotFoundException(
                    VARIABLE
                        + " is not set: let it name the folder of data sets, or give the path of"
                        + " the data set (--data)"));
  }

  /**
   * Finds a data set.
   *
   * @param name name of the data set, such as "scifact"
   * @param given its archive, its folder, or a folder that holds either, itself or in "text"
   */
  public static DataSet find(String name, Path given) {
    if (!Files.exists(given)) {
      throw new NotFoundException("there is no file or folder " + given);
    }
    if (!Files.isDirectory(given)) {
      return new DataSet(given);
    }
    Path found =
        Stream.of(given.resolve("text"), given)
            .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve(name + ".tar.gz")))
            .filter(Files::exists)
            .findFirst()
            .orElse(given);
    return new DataSet(found);
  }

  /**
   * Returns the lines of a file that are not empty.
   *
   * @param file path inside the data set, such as "qrels/test.tsv"
   */
  public List<Line> lines(String file) {
    byte[] bytes = bytes(file);
    String name = path + "/" + file;
    List<Line> lines = new ArrayList<>();
    int number = 0;
    int from = 0;
    while (from < bytes.length) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      number++;
      String text = decode(name, number, ByteBuffer.wrap(bytes, from, to - from));
      if (!text.isBlank()) {
        lines.add(new Line(name, number, text));
      }
      from = to + 1;
    }
    if (lines.isEmpty()) {
      throw new DataFormatException(name + ": the file is empty");
    }
    return lines;
  }

  private static String decode(String name, int number, ByteBuffer line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(line).toString();
      String unmarked = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
      return unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
    } catch (CharacterCodingException e) {
      DataFormatException failure = new DataFormatException(name, number, 1, "not UTF-8");
      failure.initCause(e);
      throw failure;
    }
  }

  /** Returns the bytes of a file. */
  byte[] bytes(String file) {
    try {
      if (Files.isDirectory(path)) {
        Path found = path.resolve(file);
        if (!Files.isRegularFile(found)) {
          throw absent(file, namesInFolder());
        }
        return Files.readAllBytes(found);
      }
      return Archive.read(path, file).orElseThrow(() -> absent(file, Archive.names(path)));
    } catch (IOException e) {
      DataFormatException failure =
          new DataFormatException(path + "/" + file + ": cannot be read: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private List<String> namesInFolder() {
    try (Stream<Path> files = Files.walk(path, 2)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // only a proposal in a message is lost
    }
  }

  private NotFoundException absent(String file, List<String> present) {
    String proposal =
        Names.nearest(file, present).map(near -> "; did you mean " + near + "?").orElse("");
    return new NotFoundException(path + " has no file " + file + proposal);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
