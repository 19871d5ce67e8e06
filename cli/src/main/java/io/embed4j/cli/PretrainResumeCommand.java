package io.embed4j.cli;

import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.pretrain.PretrainRun;
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
      "It ends with the same encoder as if it had never stopped."
    },
    footerHeading = "%nExample:%n",
    footer = "  embed4j pretrain resume runs/articles-bert")
final class PretrainResumeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    RunFolder folder = new RunFolder(run);
    folder.require();
    PretrainSession session = new PretrainSession(common);
    var texts = session.read(PretrainOrigin.read(folder.origin()));
    try (Workers workers = threads.workers()) {
      PretrainRun resumed = PretrainRun.resume(folder, texts, workers);
      common.remark("going on after step " + resumed.steps());
      return session.train(resumed);
    }
  }
}
