package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for a JDK, with folders that only look like one; and the lock of the build. */
class LauncherTest {
  private static final Path SCRIPT = Path.of(System.getenv("EMBED4J_ROOT"), "scripts/find-jdk.sh");

  @TempDir Path folder;

  /**
   * What a script left behind.
   *
   * @param code exit code
   * @param text everything printed
   */
  record Result(int code, String text) {}

  @BeforeEach
  void onlyWhereThereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh on this system");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : new String[] {"java", "javac"}) {
      Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return home;
  }

  private Result find(String version, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", SCRIPT.toString(), version).redirectErrorStream(true);
    builder.environment().remove("EMBED4J_JAVA_HOME");
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text.strip());
  }

  @Test
  void ownVariableComesFirst() throws Exception {
    Path mine = jdk("mine", "25.0.1");
    Path other = jdk("other", "25.0.2");

    Result result =
        find("25", Map.of("EMBED4J_JAVA_HOME", mine.toString(), "JAVA_HOME", other.toString()));

    assertThat(result).isEqualTo(new Result(0, mine.toString()));
  }

  @Test
  void olderJavaHomeIsPassedOver() throws Exception {
    Path old = jdk("old", "17.0.15");
    Path sdkman = jdk(".sdkman/candidates/java/97-tem", "97.0.1");

    Result result = find("97", Map.of("JAVA_HOME", old.toString()));

    assertThat(result).isEqualTo(new Result(0, sdkman.toString()));
  }

  @Test
  void newerServesWhereTheWantedOneIsMissing() throws Exception {
    Path newer = jdk(".jdks/temurin-98", "98");

    assertThat(find("97", Map.of())).isEqualTo(new Result(0, newer.toString()));
  }

  /** Runs a shell with the functions of the lock. */
  private Process locking(String commands) throws IOException {
    Path script = Path.of(System.getenv("EMBED4J_ROOT"), "scripts/lock.sh");
    String text = "set -eu; . " + script.toAbsolutePath() + "; L=" + folder + "/lock; " + commands;
    return new ProcessBuilder("/bin/sh", "-c", text).redirectErrorStream(true).start();
  }

  private static Result result(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text.strip());
  }

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    String work = "lock $L waiting; echo in $1 >>" + folder + "/log; sleep 2; ";
    work += "echo out $1 >>" + folder + "/log; unlock $L";
    Process first = locking("set -- a; " + work);
    Process second = locking("set -- b; " + work);
    Result one = result(first);
    Result other = result(second);
    assertThat(one.code()).isZero();
    assertThat(other.code()).isZero();
    assertThat(one.text() + other.text()).isEqualTo("waiting");
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).isEqualTo(lines.get(0).replace("in", "out"));
    assertThat(folder.resolve("lock")).doesNotExist();
  }

  @Test
  void theLockOfADeadProcessIsTakenOver() throws Exception {
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    dead.waitFor();
    Files.createDirectories(folder.resolve("lock"));
    Files.writeString(folder.resolve("lock/pid"), dead.pid() + "\n");
    assertThat(result(locking("lock $L waiting; echo mine; unlock $L")))
        .isEqualTo(new Result(0, "mine"));
  }

  @Test
  void noneFoundSaysHowToGetOneAndEndsWith69() throws Exception {
    Result result = find("99", Map.of());

    assertThat(result.code()).isEqualTo(69);
    assertThat(result.text())
        .contains(
            "needs JDK 99, which was not found", "sdk install java 99-tem", "EMBED4J_JAVA_HOME");
  }
}
