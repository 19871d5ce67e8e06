package io.embed4j.cli;

import io.embed4j.cli.SettingsOptions.Shortcut;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.RunFolder;
import io.embed4j.encode.pretrain.PretrainConfig;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneConfigs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code pretrain}: makes an encoder of raw texts, or adapts one to them. */
@Command(
    name = "pretrain",
    description = {
      "Make an encoder of raw texts, in up to three stages: a vocabulary of the texts; a",
      "model that learns the language by guessing hidden tokens; and, with --pairs, training",
      "on pairs, which tells it which texts mean the same, as embed4j tune does. With --model",
      "no new encoder is made: one that is there learns the language of the texts.",
      "",
      "The result is a run folder. In it, start is the new encoder that has learnt nothing",
      "yet, model the one that guesses hidden tokens, tuned/model the one trained on pairs;",
      "every command takes each of them by --model. Killed or stopped, a run goes on by",
      "embed4j pretrain resume, and ends with the same encoders."
    },
    subcommands = {PretrainResumeCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j pretrain --texts articles.txt",
      "  embed4j pretrain --texts a.jsonl.gz b.txt --set encoder.layers=2 --epochs 5",
      "  embed4j pretrain --texts 文章.txt --vocabulary unigram --epochs 20",
      "  embed4j pretrain --texts a.txt --pairs sts.tsv --valid dev.tsv \\",
      "      --tune loss=cosent --tune scores.most=5 --test stsb-en",
      "  embed4j pretrain --model english-float32 --texts reports.txt --epochs 2",
      "  embed4j pretrain resume runs/articles-bert",
    })
final class PretrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--texts",
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Texts in UTF-8, one a line, or .jsonl with a field text; each may be gzipped (.gz)."
      })
  private List<Path> texts = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "An encoder to adapt to the texts: english-float32, a folder,",
        "or ORG/NAME that models pull has fetched (default: a new one)."
      })
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description = "bert (the default) or recurrent; short for --set encoder=NAME.")
  private Optional<String> encoder = Optional.empty();

  @Option(
      names = "--vocabulary",
      paramLabel = "NAME",
      description = "word-piece (the default) or unigram; short for --set vocabulary=NAME.")
  private Optional<String> vocabulary = Optional.empty();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "Pairs of texts for the last stage, as for embed4j tune.")
  private Optional<Path> pairs = Optional.empty();

  @Option(
      names = "--valid",
      paramLabel = "FILE",
      description = "Other pairs, to measure that stage by; the best encoder is kept.")
  private Optional<Path> valid = Optional.empty();

  @Option(
      names = "--tune",
      paramLabel = "KEY=VALUE",
      description = {
        "One setting of that stage, such as loss=cosent or epochs=2;",
        "may be repeated; tune.yaml of the run folder shows all of them."
      })
  private List<String> tuneSettings = new ArrayList<>();

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "Leave out up to N faulty lines of a file and report them (default: 0).")
  private long maxErrors;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/FILE-ENCODER, numbered if it exists).")
  private Optional<Path> out = Optional.empty();

  @Mixin private SettingsOptions settings;
  @Mixin private TuneSession.Measuring measuring;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    requireSense();
    measuring.require();
    PretrainConfig settled =
        PretrainConfig.read(
            model.isPresent() ? PretrainConfig.forAdapting() : PretrainConfig.defaults(), source());
    Optional<TuneConfig> tuning =
        pairs.map(
            file ->
                TuneConfigs.read(
                    model.isPresent() ? TuneConfig.defaults() : TuneConfig.forNewEncoders(),
                    ConfigSource.empty().with(tuneSettings)));
    PretrainOrigin origin =
        new PretrainOrigin(
            texts.stream().map(Path::toString).toList(),
            model,
            pairs.map(Path::toString),
            valid.map(Path::toString),
            maxErrors,
            common.typed(),
            VersionCommand.version());
    RunFolder folder = out.map(RunFolder::new).orElseGet(() -> freeFolder(settled));
    return new PretrainSession(common, threads, measuring).start(folder, origin, settled, tuning);
  }

  private void requireSense() {
    if (texts.isEmpty()) {
      throw new ParameterException(common.spec().commandLine(), "--texts is missing");
    }
    if (pairs.isEmpty() && (valid.isPresent() || !tuneSettings.isEmpty())) {
      throw new ParameterException(
          common.spec().commandLine(),
          "--valid and --tune are for the stage of --pairs: name them");
    }
    if (model.isPresent() && (encoder.isPresent() || vocabulary.isPresent())) {
      throw new ParameterException(
          common.spec().commandLine(),
          "--encoder and --vocabulary are for new encoders; that of --model has its own");
    }
  }

  private ConfigSource source() {
    return settings.source(
        new Shortcut("encoder", encoder), new Shortcut("vocabulary", vocabulary));
  }

  private RunFolder freeFolder(PretrainConfig settled) {
    String file = String.valueOf(texts.getFirst().getFileName());
    String name = file.contains(".") ? file.substring(0, file.indexOf('.')) : file;
    String shape =
        model
            .map(known -> String.valueOf(EncoderOption.folder(known).getFileName()))
            .orElseGet(
                () -> settled.encoder().withVocabulary(1).config().path("model_type").asText());
    return RunFolder.free(Path.of("runs"), name + "-" + shape);
  }
}
