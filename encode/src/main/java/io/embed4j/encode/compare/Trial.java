package io.embed4j.encode.compare;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.pretrain.PretrainJob;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.pretrain.PretrainRun;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.PairValidator;
import io.embed4j.encode.tune.Roles;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneJob;
import io.embed4j.encode.tune.TuneOrigin;
import io.embed4j.encode.tune.TuneRun;
import io.embed4j.encode.tune.Validation.Figure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * One contender, language and seed: the encoder that has learnt nothing yet is tuned on pairs; then
 * a copy of it learns the language first. Each stage is a run folder, so that a trial can be
 * stopped anywhere.
 *
 * @param folder holds {@code start/}, the encoder that has learnt nothing yet
 * @param command what was typed
 */
record Trial(Path folder, Corpus corpus, CompareConfig config, long seed, String command) {
  private static final String VERSION = "encoders-compared";

  /** Returns where the encoder is that has learnt nothing yet. */
  static Path start(Path folder) {
    return folder.resolve("start");
  }

  /**
   * Trains and measures.
   *
   * @return the figures; none if it was stopped
   */
  Optional<Map<String, Double>> run(Workers workers, Progress progress, BooleanSupplier stop) {
    Map<String, Double> figures = new LinkedHashMap<>();
    PretrainRun pretraining = pretraining(workers);
    if (!pretraining.train(progress, stop, report -> {})) {
      return Optional.empty();
    }
    pretraining.writeReport(Map.of());
    figures.put("parameters", (double) pretraining.parameters());
    figures.put("vocabulary", (double) pretraining.vocabularySize());
    pretraining.bestScore().ifPresent(score -> figures.put(Figures.HELD_OUT, -score));
    double seconds = pretraining.trainSeconds();
    Path pretrained = pretraining.folder().model();
    for (boolean first : new boolean[] {true, false}) {
      Path encoder = first ? pretrained : start(folder);
      RunFolder run = new RunFolder(folder.resolve(first ? "tuned" : "tuned-start"));
      OptionalDouble took = tune(encoder, run, workers, progress, stop);
      if (took.isEmpty()) {
        return Optional.empty();
      }
      seconds += took.getAsDouble();
      measure(run.model(), first ? "" : Figures.ALONE, figures, workers, progress);
    }
    figures.put(Figures.SECONDS, seconds);
    return Optional.of(figures);
  }

  private PretrainRun pretraining(Workers workers) {
    RunFolder run = new RunFolder(folder.resolve("pretrained"));
    PretrainJob job = new PretrainJob(corpus.texts(), Optional.of(start(folder)));
    PretrainOrigin origin =
        new PretrainOrigin(
            List.of(corpus.language()),
            Optional.of(start(folder).toString()),
            Optional.empty(),
            Optional.empty(),
            0,
            command,
            VERSION);
    return run.exists()
        ? PretrainRun.resume(run, job, workers)
        : PretrainRun.create(run, origin, config.pretraining(seed), job, workers, Progress.NONE);
  }

  /** Returns the seconds of training, or nothing if it was stopped. */
  private OptionalDouble tune(
      Path start, RunFolder folder, Workers workers, Progress progress, BooleanSupplier stop) {
    TuneConfig settings = config.tuning(seed);
    TrainableEncoder encoder = EncoderFolder.readForTraining(start);
    try (TextEncoder measured = TextEncoder.of(encoder.encoder(), options(workers))) {
      PairValidator validator =
          new PairValidator(
              measured, corpus.valid(), Figure.SPEARMAN, Roles.COMPARISON, Progress.NONE);
      TuneJob job = new TuneJob(encoder, corpus.train(), Optional.of(validator), Optional.empty());
      TuneOrigin origin =
          new TuneOrigin(
              start.toString(),
              corpus.language(),
              Optional.empty(),
              Optional.empty(),
              0,
              command,
              VERSION);
      TuneRun run =
          folder.exists()
              ? TuneRun.resume(folder, job, workers)
              : TuneRun.create(folder, origin, settings, job, workers);
      return run.train(progress, stop, report -> {})
          ? OptionalDouble.of(run.trainSeconds())
          : OptionalDouble.empty();
    }
  }

  private static EncoderOptions options(Workers workers) {
    return EncoderOptions.defaults().withThreads(workers.threads());
  }

  private void measure(
      Path model, String how, Map<String, Double> figures, Workers workers, Progress progress) {
    try (TextEncoder encoder = TextEncoder.of(EncoderFolder.read(model), options(workers))) {
      VectorSource source = VectorSource.of(encoder);
      Figures.addSimilarity(corpus, encoder, source, how, figures);
      corpus
          .retrieval()
          .ifPresent(
              task ->
                  figures.put(
                      task.name() + " ndcg@10" + how,
                      task.evaluate(source, corpus.data(), progress).main()));
      if (how.isEmpty()) {
        Speed speed = Speed.of(model, Figures.sequences(corpus, encoder.model()), workers);
        figures.put(Figures.TRAINING, speed.training());
        figures.put(Figures.INFERENCE, speed.inference());
      }
    }
  }
}
