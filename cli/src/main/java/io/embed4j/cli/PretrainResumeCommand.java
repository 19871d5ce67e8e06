package io.embed4j.cli;

import io.embed4j.core.run.RunFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pretrain resume}: goes on with a run that was stopped or killed. */
@Command(
    name = "resume",
    description = {
      "Go on with a run that was stopped or killed.",
      "It ends with the same encoders as if it had never stopped."
    },
    footerHeading = "%nExample:%n",
    footer = "  embed4j pretrain resume runs/articles-bert")
final class PretrainResumeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  @Mixin private TuneSession.Measuring measuring;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    measuring.require();
    return new PretrainSession(common, threads, measuring).resume(new RunFolder(run));
  }
}
