package io.embed4j.cli;

import io.embed4j.cli.SettingsOptions.Shortcut;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.Names;
import io.embed4j.core.run.RunFolder;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneConfigs;
import io.embed4j.encode.tune.TuneOrigin;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code tune}: trains an encoder on pairs of texts. */
@Command(
    name = "tune",
    description = {
      "Train an encoder on pairs of texts. The result is a run folder; the folder",
      "model in it is an encoder that every command takes by --model."
    },
    subcommands = {TuneResumeCommand.class, TuneMineCommand.class, TuneAdapterCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j tune --pairs sts.tsv --loss cosent --set scores.most=5",
      "  embed4j tune --pairs sts.tsv --loss cosent --set learnt=lora --learning-rate 5e-4",
      "  embed4j tune --pairs mined.jsonl --set roles=retrieval --valid dev.jsonl",
      "  embed4j tune resume runs/all-MiniLM-L6-v2-cosent",
    })
final class TuneCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "english",
      description = {
        "The encoder to begin with: english, chinese, a folder,",
        "or ORG/NAME that models pull has fetched (default:",
        "${DEFAULT-VALUE})."
      })
  private String model = "";

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = {
        "Pairs of texts: .tsv, .csv or .jsonl. Columns: text,",
        "text, hard negatives if any, and the score or label if",
        "the loss wants one; or a heading that names them."
      })
  private Optional<Path> pairs = Optional.empty();

  @Option(
      names = "--valid",
      paramLabel = "FILE",
      description = "Other pairs, to measure by; the best encoder is kept.")
  private Optional<Path> valid = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description = "The encoder to learn from, for --loss distillation.")
  private Optional<String> teacher = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = {
        "multiple-negatives-ranking (the default), cosent,",
        "cosine-mse, triplet, contrastive, distillation or",
        "matryoshka; short for --set loss=NAME."
      })
  private Optional<String> loss = Optional.empty();

  @Option(names = "--batch-size", paramLabel = "N", description = "Short for --set batch-size=N.")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Short for --set optimizer.learning-rate=RATE.")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "Leave out up to N faulty lines of a file and report them (default: 0).")
  private long maxErrors;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/MODEL-LOSS, numbered if it exists).")
  private Optional<Path> out = Optional.empty();

  @Mixin private SettingsOptions settings;
  @Mixin private TuneSession.Measuring measuring;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Path file =
        pairs.orElseThrow(
            () -> new ParameterException(common.spec().commandLine(), "--pairs is missing"));
    measuring.require();
    TuneConfig settled = TuneConfigs.read(source());
    TuneOrigin origin =
        new TuneOrigin(
            model,
            file.toString(),
            valid.map(Path::toString),
            teacher,
            maxErrors,
            common.typed(),
            VersionCommand.version());
    RunFolder folder = out.map(RunFolder::new).orElseGet(() -> freeFolder(settled));
    return new TuneSession(common, threads, measuring).start(folder, origin, settled);
  }

  private ConfigSource source() {
    return settings.source(
        new Shortcut("loss", loss),
        new Shortcut("batch-size", batchSize),
        new Shortcut("optimizer.learning-rate", learningRate));
  }

  private RunFolder freeFolder(TuneConfig settled) {
    Path name = EncoderOption.folder(model).toAbsolutePath().normalize().getFileName();
    String lossName = Names.kebab(settled.loss().getClass().getSimpleName());
    return RunFolder.free(Path.of("runs"), name + "-" + lossName);
  }
}
