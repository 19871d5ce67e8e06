package io.embed4j.encode.tune;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.Names;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.report.RunPage;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.neural.train.RecordedTraining;
import io.embed4j.neural.train.TrainingCounters;
import io.embed4j.neural.train.TrainingReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tuning in a {@link RunFolder}: it can be killed at any moment and resumed, and ends with the same
 * encoder, to the bit, as if it had never stopped. {@code model/} is the best encoder so far: a
 * folder of sentence-transformers.
 *
 * <p>Not thread-safe.
 */
public final class TuneRun {
  private final RunFolder folder;
  private final TuneOrigin origin;
  private final TuneConfig config;
  private final TrainableEncoder encoder;
  private final RecordedTraining training;

  private TuneRun(
      RunFolder folder, TuneOrigin origin, TuneConfig config, TuneJob job, Workers workers) {
    this.folder = folder;
    this.origin = origin;
    this.config = config;
    this.encoder = job.encoder();
    this.training = new RecordedTraining(folder, job.loop(config, workers), workers);
  }

  /**
   * Starts a run in a new or empty folder.
   *
   * @throws ConfigException if a run is there already
   */
  public static TuneRun create(
      RunFolder folder, TuneOrigin origin, TuneConfig config, TuneJob job, Workers workers) {
    if (folder.exists()) {
      throw new ConfigException(
          folder.path() + " holds a run already: resume it, or choose another folder");
    }
    TuneRun run = new TuneRun(folder, origin, config, job, workers);
    origin.write(folder.origin(), TuneOrigin.fingerprint(job.examples()));
    AtomicFile.writeText(folder.config(), TuneConfigs.yaml(config)); // last: it makes it a run
    return run;
  }

  /** Returns the settings of a run. */
  public static TuneConfig config(RunFolder folder) {
    folder.require();
    return TuneConfigs.read(ConfigSource.file(folder.config()));
  }

  /**
   * Takes up a run where its checkpoint stands, or at its start if it has none yet.
   *
   * @throws ConfigException if the pairs are not those that the run is tuned on
   */
  public static TuneRun resume(RunFolder folder, TuneJob job, Workers workers) {
    TuneConfig config = config(folder);
    TuneOrigin origin = TuneOrigin.read(folder.origin());
    String expected = TuneOrigin.fingerprint(folder.origin());
    String found = TuneOrigin.fingerprint(job.examples());
    if (!found.equals(expected)) {
      throw new ConfigException(
          "the pairs are not those that %s is tuned on: fingerprint %s instead of %s"
              .formatted(folder.path(), found, expected));
    }
    return new TuneRun(folder, origin, config, job, workers);
  }

  /**
   * Tunes until the end, writing the best encoder and checkpoints on the way.
   *
   * @param stop asked between batches; a yes saves the state and ends the call
   * @param listener told of every validation
   * @return whether tuning is finished; false if it was stopped
   * @throws io.embed4j.core.error.DivergedException if loss or gradient is no finite number; the
   *     best encoder so far stays
   */
  public boolean train(Progress progress, BooleanSupplier stop, Consumer<TrainingReport> listener) {
    return training.train(
        progress,
        stop,
        () -> encoder.save(folder.model(), card()),
        report -> {
          listener.accept(report);
          writeReport(Map.of());
        });
  }

  private String card() {
    TrainingCounters counters = training.loop().counters();
    return TuneCard.text(
        origin,
        config,
        new TuneCard.Scores(
            TuneJob.figure(config),
            counters.firstScore(),
            counters.bestScore(),
            counters.bestStep()),
        encoder.encoder().name());
  }

  /**
   * Writes the page about the run.
   *
   * @param figures of the finished encoder by name, such as "stsb-en spearman"
   */
  public void writeReport(Map<String, Double> figures) {
    Map<String, String> rows = new LinkedHashMap<>();
    figures.forEach((name, value) -> rows.put(name, String.format(Locale.ROOT, "%.4f", value)));
    TrainingCounters counters = training.loop().counters();
    if (counters.hasBest()) {
      String name = "best " + Names.kebab(TuneJob.figure(config));
      String step = ", step " + counters.bestStep();
      rows.put(name, String.format(Locale.ROOT, "%.4f", counters.bestScore()) + step);
    }
    rows.put("steps", Integer.toString(training.loop().steps()));
    String title = String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
    String settings = TuneConfigs.yaml(config);
    AtomicFile.writeText(folder.report(), RunPage.html(title, folder.metrics(), rows, settings));
  }

  /** Returns the folder. */
  public RunFolder folder() {
    return folder;
  }

  /** Returns how many steps have been done, also before this process. */
  public int steps() {
    return training.loop().steps();
  }

  /** Returns the seconds of training, also before this process, without validation. */
  public double trainSeconds() {
    return training.loop().counters().trainSeconds();
  }
}
