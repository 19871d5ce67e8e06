package io.embed4j.cli;

import io.embed4j.core.run.RunFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tune resume}: goes on with a run that was stopped or killed. */
@Command(
    name = "resume",
    description = {
      "Go on with tuning that was stopped or killed.",
      "It ends with the same encoder as if it had never stopped."
    },
    footerHeading = "%nExample:%n",
    footer = "  embed4j tune resume runs/all-MiniLM-L6-v2-cosent")
final class TuneResumeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  @Mixin private TuneSession.Measuring measuring;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    measuring.require();
    return new TuneSession(common, threads, measuring).resume(new RunFolder(run));
  }
}
