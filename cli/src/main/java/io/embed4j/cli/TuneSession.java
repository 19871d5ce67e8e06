package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.config.Names;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.Tasks;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.PairValidator;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneJob;
import io.embed4j.encode.tune.TuneOrigin;
import io.embed4j.encode.tune.TuneRun;
import io.embed4j.encode.tune.Validation.Figure;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.data.ExampleReader;
import io.embed4j.encode.tune.data.Examples;
import io.embed4j.encode.tune.data.Targets;
import io.embed4j.encode.tune.loss.Loss.Needs;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.neural.train.TrainingLoop;
import io.embed4j.neural.train.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tuning in front of a person: data, progress, Ctrl-C, and the figures at the end. */
final class TuneSession {
  /** {@code --test} and {@code --result}. */
  static final class Measuring {
    @Option(
        names = "--test",
        paramLabel = "TASK",
        description = {
          "Measure the encoder by a task of embed4j evaluate",
          "before and after; may be repeated. The data is looked",
          "for in the folder text of EMBED4J_DATA."
        })
    private List<String> tests = new ArrayList<>();

    @Mixin private ResultOption result;

    void require() {
      result.require();
      tests.forEach(Tasks::find);
    }

    /** Adds what the tasks say of an encoder to its figures. */
    void measure(TextEncoder encoder, String when, Map<String, Double> figures, Progress progress) {
      for (String name : tests) {
        Tasks.find(name)
            .evaluate(VectorSource.of(encoder), progress)
            .figures()
            .forEach((figure, value) -> figures.put(name + " " + figure + when, value));
      }
    }

    /** Writes figures if asked for. */
    void write(
        ResultOption.Subject subject, Map<String, Double> figures, long seed, CostMeter meter) {
      result.write(subject, figures, seed, meter);
    }
  }

  private final CommonOptions common;
  private final ThreadsOption threads;
  private final Measuring measuring;

  TuneSession(CommonOptions common, ThreadsOption threads, Measuring measuring) {
    this.common = common;
    this.threads = threads;
    this.measuring = measuring;
  }

  /** Starts a run. */
  int start(RunFolder folder, TuneOrigin origin, TuneConfig config) {
    return run(folder, origin, config, false);
  }

  /** Goes on with a run. */
  int resume(RunFolder folder) {
    TuneConfig config = TuneRun.config(folder);
    return run(folder, TuneOrigin.read(folder.origin()), config, true);
  }

  private int run(RunFolder folder, TuneOrigin origin, TuneConfig config, boolean resume) {
    CostMeter meter = CostMeter.start(threads.count());
    List<Example> examples = read(origin.pairs(), config.loss().needs(), origin, config);
    Optional<List<Example>> valid =
        origin.valid().map(file -> read(file, needs(TuneJob.figure(config)), origin, config));
    TrainableEncoder encoder = EncoderFolder.readForTraining(EncoderOption.folder(origin.model()));
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    try (Workers workers = threads.workers();
        TextEncoder measured = TextEncoder.of(encoder.encoder(), options)) {
      Map<String, Double> figures = new LinkedHashMap<>();
      measure(measured, " before", figures);
      Optional<TrainingLoop.Validator> validator =
          valid.map(pairs -> validator(measured, pairs, config));
      Optional<TextEncoder> teacher =
          origin.teacher().map(name -> TextEncoder.of(EncoderOption.read(name), options));
      TuneJob job = new TuneJob(encoder, examples, validator, teacher);
      TuneRun run =
          resume
              ? TuneRun.resume(folder, job, workers)
              : TuneRun.create(folder, origin, config, job, workers);
      teacher.ifPresent(TextEncoder::close);
      if (!train(run, config)) {
        return ExitCode.INTERRUPTED;
      }
      finish(run, origin, config, figures, meter);
    }
    return ExitCode.OK;
  }

  private static Needs needs(Figure figure) {
    return switch (figure) {
      case SPEARMAN -> Needs.SCORE;
      case AVERAGE_PRECISION -> Needs.LABEL;
      case NDCG -> Needs.NOTHING;
    };
  }

  private List<Example> read(String file, Needs needs, TuneOrigin origin, TuneConfig config) {
    Targets targets = new Targets(needs, config.scores());
    Examples examples = new ExampleReader(targets, origin.maxErrors()).read(Path.of(file));
    if (examples.faults() > 0) {
      common.remark(examples.faults() + " faulty lines were left out:");
      examples.messages().forEach(message -> common.remark("  " + message));
    }
    common.remark(String.format(Locale.ROOT, "%s: %,d pairs", file, examples.all().size()));
    return examples.all();
  }

  private TrainingLoop.Validator validator(
      TextEncoder encoder, List<Example> pairs, TuneConfig config) {
    return new PairValidator(
        encoder, pairs, TuneJob.figure(config), config.roles(), common.progress());
  }

  private boolean train(TuneRun run, TuneConfig config) {
    common.remark("run folder: " + run.folder().path());
    String figure = Names.kebab(TuneJob.figure(config));
    try (StopSignal stop = new StopSignal()) {
      if (run.train(common.progress(), stop::isRaised, r -> common.remark(line(r, figure)))) {
        return true;
      }
      common.remark(
          "saved after step %d; go on with: embed4j tune resume %s"
              .formatted(run.steps(), run.folder().path()));
      return false;
    }
  }

  private static String line(TrainingReport report, String figure) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %5.2f  step %5d", report.epochs(), report.step()));
    if (report.step() > 0) {
      line.append(String.format(Locale.ROOT, "  loss %.4f", report.loss()));
    }
    report
        .score()
        .ifPresent(
            score -> line.append(String.format(Locale.ROOT, "  valid %s %.4f", figure, score)));
    line.append(String.format(Locale.ROOT, "  %.1f s", report.seconds()));
    return line + (report.score().isPresent() && report.isBest() ? "  best" : "");
  }

  private void measure(TextEncoder encoder, String when, Map<String, Double> figures) {
    measuring.measure(encoder, when, figures, common.progress());
  }

  private void finish(
      TuneRun run,
      TuneOrigin origin,
      TuneConfig config,
      Map<String, Double> figures,
      CostMeter meter) {
    Path model = run.folder().model();
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    try (TextEncoder tuned = TextEncoder.of(EncoderFolder.read(model), options)) {
      measure(tuned, "", figures);
    }
    run.writeReport(figures);
    figures.put("train seconds", run.trainSeconds());
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", model.toString());
      figures.forEach(json.putObject("figures")::put);
      common.print(json);
    } else {
      figures.forEach(
          (name, value) -> common.out().printf(Locale.ROOT, "%-40s %.4f%n", name, value));
    }
    common.remark("use it: embed4j similar --model " + model + " TEXT TEXT");
    ResultOption.Subject subject =
        new ResultOption.Subject("tuning", origin.pairs(), origin.model());
    measuring.write(subject, figures, config.seed(), meter);
  }
}
