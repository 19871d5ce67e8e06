package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  /** A command that fails as it is told to. */
  @Command(name = "fail")
  static final class FailCommand implements Runnable {
    @Mixin private CommonOptions common;

    @Override
    public void run() {
      common.remark("about to fail");
      throw new ConfigException("dim must be positive, but is 0");
    }
  }

  private int runFail(String... args) {
    return new CommandLine(new FailCommand())
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution)
        .execute(args);
  }

  @Test
  void nearestCommandIsProposed() {
    assertThat(run("verson")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Unmatched argument at index 0: 'verson'", "version")
        .endsWith("Try 'embed4j --help'.\n");
  }

  @Test
  void missingCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("a command is missing");
    assertThat(run("kg")).isEqualTo(2);
    assertThat(err.toString()).contains("Try 'embed4j kg --help'.");
  }

  @Test
  void helpListsExitCodesAndExamples() {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out.toString())
        .contains("Exit codes:", "Examples:")
        .containsPattern("69 +no JDK 25")
        .containsPattern("130 +interrupted");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesArithmeticAndJdk() {
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out.toString())
        .containsPattern("embed4j \\d+\\.\\d+\\.\\d+")
        .contains(System.getProperty("java.vm.version"));
  }

  @Test
  void versionAsJson() throws Exception {
    assertThat(run("version", "--json")).isEqualTo(0);
    var facts = new ObjectMapper().readTree(out.toString());
    assertThat(facts.get("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(facts.get("arithmetic").asText()).isNotEmpty();
  }

  @Test
  void completionIsAScriptThatKnowsTheCommands() {
    assertThat(run("completion")).isEqualTo(0);
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("version", "completion");
  }

  @Test
  void benchIsLeftToTheLauncher() {
    assertThat(run("bench", "gemm")).isEqualTo(2);
    assertThat(err.toString()).contains("./embed4j bench gemm");
  }

  @Test
  void failureIsOneSentenceAndACode() {
    assertThat(runFail("-q")).isEqualTo(3);
    assertThat(err.toString()).isEqualTo("error: dim must be positive, but is 0\n");
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(runFail("-v")).isEqualTo(3);
    assertThat(err.toString()).contains("about to fail", "MainTest$FailCommand.run");
  }
}
