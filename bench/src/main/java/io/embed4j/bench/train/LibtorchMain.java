package io.embed4j.bench.train;

import io.embed4j.bench.SpeedReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that does a training step by libtorch for each line of its input, and prints what it
 * took: forward, back, optimiser, norm and peak memory.
 */
final class LibtorchMain {
  private LibtorchMain() {}

  /** Runs with the number of sequences, their length and the threads as arguments. */
  public static void main(String[] args) throws IOException {
    TrainingOptions options =
        new TrainingOptions(Integer.parseInt(args[0]), Integer.parseInt(args[1]), 1);
    int threads = Integer.parseInt(args[2]);
    SpeedReport report = new SpeedReport("generated", "minilm", threads);
    LibtorchTraining training = new LibtorchTraining(TrainingTask.of(options), options, threads);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      TrainingEngine.Step step = training.step();
      System.out.printf(
          "%s %s %s %s %d%n",
          step.forward(), step.back(), step.optimizer(), step.norm(), report.peakBytes());
    }
  }
}
