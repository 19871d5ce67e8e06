package io.embed4j.graph.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which version of the program a figure comes from. */
public final class Commit {
  private static final String UNKNOWN = "unknown";

  private Commit() {}

  /**
   * Returns the commit that a working tree stands at, 12 digits, with "-dirty" behind it if the
   * program has changed since; "unknown" where git has no answer. Results and documents may change:
   * they do not change figures.
   */
  public static String of(Path workingTree) {
    Optional<String> commit = git(workingTree, "rev-parse", "--short=12", "HEAD");
    Optional<String> changes =
        git(
            workingTree,
            "status",
            "--porcelain",
            "--",
            ":(top)*",
            ":(top,exclude)experiments",
            ":(top,exclude)docs");
    return commit
        .map(name -> changes.filter(String::isEmpty).isPresent() ? name : name + "-dirty")
        .orElse(UNKNOWN);
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      git.getOutputStream().close();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(answer.strip()) : Optional.empty();
    } catch (IOException e) { // git is not installed
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
