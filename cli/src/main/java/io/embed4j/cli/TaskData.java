package io.embed4j.cli;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.Task;
import io.embed4j.encode.benchmark.TaskResult;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.model.Recipe;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where the data of tasks is, and encoders as what tasks ask for vectors. */
final class TaskData {
  private TaskData() {}

  /**
   * Returns the folder or archive of a task.
   *
   * @param given by an option
   * @throws ParameterException if it is not given and EMBED4J_DATA names no folder
   */
  static Path of(Task task, Optional<Path> given, CommandSpec command) {
    return given.orElseGet(() -> found(task, command));
  }

  private static Path found(Task task, CommandSpec command) {
    String folder = System.getenv("EMBED4J_DATA");
    if (folder == null || folder.isBlank()) {
      throw new ParameterException(
          command.commandLine(),
          "--data is missing, and EMBED4J_DATA names no folder with text/" + task.data());
    }
    Path unpacked = Path.of(folder, "text", task.data());
    return Files.isDirectory(unpacked)
        ? unpacked
        : Path.of(folder, "text", task.data() + ".tar.gz");
  }

  /** Measures an encoder. */
  static TaskResult evaluate(Task task, TextEncoder encoder, Path data, Progress progress) {
    return task.evaluate(source(encoder, progress), data);
  }

  /** Returns an encoder as what a task asks for vectors. */
  static VectorSource source(TextEncoder encoder, Progress progress) {
    Recipe recipe = encoder.model().recipe();
    return (texts, role) -> {
      List<Encoding> encodings =
          switch (role) {
            case PLAIN -> encoder.encodings(texts, recipe.plainPrompt(), progress);
            case QUERY -> encoder.queryEncodings(texts, progress);
            case DOCUMENT -> encoder.encodings(texts, recipe.documentPrompt(), progress);
          };
      return encodings.stream().map(Encoding::vector).toList();
    };
  }
}
