package io.embed4j.bench;

import io.embed4j.bench.train.TrainingOptions;
import io.embed4j.bench.train.TrainingSpeed;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench training}: a training step of a text encoder. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    description = {
      "A training step of a BERT of the size of all-MiniLM-L6-v2, of random numbers, in float32:",
      "forward, back and AdamW, beside the roofline; libtorch beside it, if asked for, in a process of",
      "its own. They take turns; medians count."
    })
final class TrainingCommand implements Runnable {
  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Sequences of a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--length",
      defaultValue = "64",
      description = "Tokens of a sequence (default: ${DEFAULT-VALUE}).")
  private int length;

  @Option(
      names = "--steps",
      defaultValue = "20",
      description = "Steps to measure, after as many to warm up (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--libtorch",
      description = {
        "Measure libtorch, too. Its libraries for Linux on x86, 110 MB, come by",
        "  " + TrainingSpeed.FETCH_LIBTORCH
      })
  private boolean libtorch;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    TrainingOptions options = new TrainingOptions(batch, length, steps);
    SpeedReport report =
        new SpeedReport("generated", "minilm", Runtime.getRuntime().availableProcessors());
    Path home = Path.of(System.getProperty("embed4j.home", "."));
    TrainingSpeed.run(options, Optional.of(home).filter(h -> libtorch), report, System.out);
    result.write(report);
  }
}
