package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.pretrain.PretrainConfig;
import io.embed4j.encode.pretrain.PretrainJob;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.pretrain.PretrainRun;
import io.embed4j.encode.pretrain.RawTexts;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneConfigs;
import io.embed4j.encode.tune.TuneOrigin;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.neural.train.TrainingReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Training on raw texts, then on pairs, in front of a person: texts, progress, Ctrl-C, figures, and
 * what to do next.
 */
final class PretrainSession {
  private final CommonOptions common;
  private final ThreadsOption threads;
  private final TuneSession.Measuring measuring;

  PretrainSession(CommonOptions common, ThreadsOption threads, TuneSession.Measuring measuring) {
    this.common = common;
    this.threads = threads;
    this.measuring = measuring;
  }

  /**
   * Starts a run.
   *
   * @param tuning settings of the stage on pairs, if there is one
   */
  int start(
      RunFolder folder, PretrainOrigin origin, PretrainConfig config, Optional<TuneConfig> tuning) {
    CostMeter meter = CostMeter.start(threads.count());
    PretrainJob job = job(origin);
    tuning.ifPresent(settings -> AtomicFile.writeText(tuning(folder), TuneConfigs.yaml(settings)));
    try (Workers workers = threads.workers()) {
      PretrainRun run = PretrainRun.create(folder, origin, config, job, workers, common.progress());
      if (!train(run)) {
        return ExitCode.INTERRUPTED;
      }
      finish(run, origin, config, meter);
    }
    return tune(folder, origin);
  }

  /** Goes on with a run. */
  int resume(RunFolder folder) {
    CostMeter meter = CostMeter.start(threads.count());
    PretrainConfig config = PretrainRun.config(folder);
    PretrainOrigin origin = PretrainOrigin.read(folder.origin());
    PretrainJob job = job(origin);
    try (Workers workers = threads.workers()) {
      PretrainRun run = PretrainRun.resume(folder, job, workers);
      common.remark("going on after step " + run.steps());
      if (!train(run)) {
        return ExitCode.INTERRUPTED;
      }
      finish(run, origin, config, meter);
    }
    return tune(folder, origin);
  }

  private PretrainJob job(PretrainOrigin origin) {
    List<Path> files = origin.texts().stream().map(Path::of).toList();
    RawTexts texts = RawTexts.read(files, origin.maxErrors());
    if (texts.faults() > 0) {
      common.remark(texts.faults() + " faulty lines were left out:");
      texts.messages().forEach(message -> common.remark("  " + message));
    }
    common.remark(String.format(Locale.ROOT, "%,d texts", texts.all().size()));
    return new PretrainJob(texts, origin.model().map(EncoderOption::folder));
  }

  /** Trains to the end, or until the process is asked to stop; then everything is saved. */
  private boolean train(PretrainRun run) {
    common.remark("run folder: " + run.folder().path());
    common.remark(
        String.format(
            Locale.ROOT,
            "%,d tokens of %,d, %,d parameters",
            run.trainTokens(),
            run.vocabularySize(),
            run.parameters()));
    try (StopSignal stop = new StopSignal()) {
      if (run.train(common.progress(), stop::isRaised, report -> common.remark(line(report)))) {
        return true;
      }
      common.remark(
          "saved after step %d; go on with: embed4j pretrain resume %s"
              .formatted(run.steps(), run.folder().path()));
      return false;
    }
  }

  private static String line(TrainingReport report) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %5.2f  step %5d", report.epochs(), report.step()));
    if (report.step() > 0) {
      line.append(String.format(Locale.ROOT, "  loss %.4f", report.loss()));
    }
    report
        .score()
        .ifPresent(score -> line.append(String.format(Locale.ROOT, "  held out %.4f", -score)));
    line.append(String.format(Locale.ROOT, "  %.1f s", report.seconds()));
    return line + (report.score().isPresent() && report.isBest() ? "  best" : "");
  }

  /** Tells what came out; figures of the tasks are left to the stage on pairs, if there is one. */
  private void finish(
      PretrainRun run, PretrainOrigin origin, PretrainConfig config, CostMeter meter) {
    Map<String, Double> figures = new LinkedHashMap<>();
    run.bestScore().ifPresent(score -> figures.put("held-out loss", -score));
    figures.put("parameters", (double) run.parameters());
    figures.put("train seconds", run.trainSeconds());
    if (origin.pairs().isPresent()) {
      run.writeReport(Map.of());
      common.remark("the first stages are done; now the pairs");
      return;
    }
    Path model = run.folder().model();
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    try (TextEncoder encoder = TextEncoder.of(EncoderFolder.read(model), options)) {
      measuring.measure(encoder, "", figures, common.progress());
    }
    run.writeReport(figures);
    print(model, figures);
    String data = String.join(", ", origin.texts());
    ResultOption.Subject subject =
        new ResultOption.Subject("pretraining", data, origin.model().orElse("new"));
    measuring.write(subject, figures, config.seed(), meter);
    common.remark("tune it on pairs: embed4j tune --model " + model + " --pairs FILE");
  }

  private void print(Path model, Map<String, Double> figures) {
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", model.toString());
      figures.forEach(json.putObject("figures")::put);
      common.print(json);
    } else {
      figures.forEach(
          (name, value) -> common.out().printf(Locale.ROOT, "%-40s %.4f%n", name, value));
    }
  }

  /** Returns where the settings of the stage on pairs are. */
  private static Path tuning(RunFolder folder) {
    return folder.path().resolve("tune.yaml");
  }

  /** Does the stage on pairs, if there is one, in a run folder within that of the run. */
  private int tune(RunFolder folder, PretrainOrigin origin) {
    if (origin.pairs().isEmpty()) {
      return ExitCode.OK;
    }
    TuneSession session = new TuneSession(common, threads, measuring);
    RunFolder tuned = new RunFolder(folder.path().resolve("tuned"));
    if (tuned.exists()) {
      return session.resume(tuned);
    }
    TuneConfig config = TuneConfigs.read(ConfigSource.file(tuning(folder)));
    TuneOrigin of =
        new TuneOrigin(
            folder.model().toString(),
            origin.pairs().orElseThrow(),
            origin.valid(),
            Optional.empty(),
            origin.maxErrors(),
            origin.command(),
            origin.version());
    return session.start(tuned, of, config);
  }
}
