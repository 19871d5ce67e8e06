package io.embed4j.bench;

import io.embed4j.bench.sound.SoundSpeed;
import io.embed4j.core.run.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench sounds}: an encoder of sounds. */
@Command(
    name = "sounds",
    mixinStandardHelpOptions = true,
    description = {
      "Windows of 30 seconds through an encoder of the size of Whisper-tiny, of random numbers,",
      "beside the roofline; and how long their features and their resampling take."
    })
final class SoundsCommand implements Runnable {
  @Option(
      names = "--batch",
      defaultValue = "4",
      description = "Windows at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--samples",
      defaultValue = "9",
      description = "Readings, after three that do not count (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    if (batch < 1 || samples < 1) {
      throw new IllegalArgumentException("--batch and --samples must be at least 1");
    }
    try (Workers workers = Workers.all()) {
      SpeedReport report = new SpeedReport("generated", "whisper-tiny", workers.threads());
      SoundSpeed.run(batch, samples, workers, report, System.out);
      result.write(report);
    }
  }
}
