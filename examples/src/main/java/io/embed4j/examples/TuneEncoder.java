package io.embed4j.examples;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneConfigs;
import io.embed4j.encode.tune.TuneJob;
import io.embed4j.encode.tune.TuneOrigin;
import io.embed4j.encode.tune.TuneRun;
import io.embed4j.encode.tune.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains an encoder on pairs of texts that belong together; the other pairs of a batch do not. */
public final class TuneEncoder {
  private static final List<Example> PAIRS =
      List.of(
          pair("How do I open an account?", "Show a passport at any counter of the bank."),
          pair("Where is my parcel?", "The number on the receipt tells the place of a delivery."),
          pair("When can I visit the museum?", "Doors are open from ten to six."),
          pair("Can I return these shoes?", "Goods are taken back within thirty days."));

  private TuneEncoder() {}

  /** Takes a model folder, and a folder in which to put the run. */
  public static void main(String[] args) {
    TrainableEncoder encoder = EncoderFolder.readForTraining(Path.of(args[0]));
    TuneConfig config = TuneConfigs.read(ConfigSource.empty().with("epochs=20"));
    TuneJob job = new TuneJob(encoder, PAIRS, Optional.empty(), Optional.empty());
    RunFolder folder = RunFolder.free(Path.of(args[1]), "questions");
    try (Workers workers = Workers.all()) {
      TuneRun run = TuneRun.create(folder, origin(args[0]), config, job, workers);
      run.train(
          Progress.NONE,
          () -> false,
          report -> System.out.printf("step %d  loss %.4f%n", report.step(), report.loss()));
    }
    try (TextEncoder tuned = TextEncoder.load(folder.model())) { // as any other encoder
      float[] question = tuned.encode(PAIRS.getFirst().first());
      float[] answer = tuned.encode(PAIRS.getFirst().second());
      System.out.printf("similarity %.3f%n", Vectors.dot(question, 0, answer, 0, answer.length));
    }
  }

  private static Example pair(String first, String second) {
    return new Example(first, second, List.of(), Double.NaN);
  }

  /** What the model card and {@code embed4j tune resume} will know of the run. */
  private static TuneOrigin origin(String model) {
    return new TuneOrigin(
        model, "in the program", Optional.empty(), Optional.empty(), 0, "my program", "1.0");
  }
}
