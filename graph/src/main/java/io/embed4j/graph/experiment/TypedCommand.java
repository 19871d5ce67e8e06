package io.embed4j.graph.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command of a result, as somebody types it to repeat it. */
public final class TypedCommand {
  private static final String JAVA_OPTIONS = "EMBED4J_JAVA_OPTS";

  private TypedCommand() {}

  /**
   * Returns a command, with the options of the JVM if the environment gives any.
   *
   * @param program such as "./embed4j bench"
   */
  public static String of(String program, List<String> arguments) {
    return of(Optional.ofNullable(System.getenv(JAVA_OPTIONS)), program, arguments);
  }

  static String of(Optional<String> javaOptions, String program, List<String> arguments) {
    Stream<String> options =
        javaOptions.filter(o -> !o.isBlank()).map(o -> JAVA_OPTIONS + "=" + quoted(o)).stream();
    return Stream.of(options, Stream.of(program), arguments.stream().map(TypedCommand::quoted))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.isEmpty() || word.contains(" ") ? "\"" + word + "\"" : word;
  }
}
