package io.embed4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of Java with the options and the class path of this one. */
public final class JavaProcess {
  private JavaProcess() {}

  /**
   * Returns a process that can be started; its standard error is that of this one.
   *
   * @param more options in front of the main class; a class path among them counts instead
   */
  public static ProcessBuilder of(List<String> more, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(more);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
