package io.embed4j.cli;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.pretrain.PretrainConfig;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.pretrain.PretrainRun;
import io.embed4j.encode.pretrain.RawTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code pretrain}: trains a new encoder on raw texts. */
@Command(
    name = "pretrain",
    description = {
      "Make an encoder of raw texts: a vocabulary, then a model that learns to guess",
      "hidden tokens. The result is a run folder, whose folder model is an encoder for",
      "embed4j tune."
    },
    subcommands = {PretrainResumeCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j pretrain --texts articles.txt",
      "  embed4j pretrain --texts a.jsonl.gz b.txt --set encoder.layers=2 --epochs 5",
      "  embed4j pretrain --texts 文章.txt --vocabulary unigram --epochs 20",
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
      names = "--encoder",
      paramLabel = "NAME",
      description = "bert (the default) or recurrent; short for --set encoder=NAME.")
  private Optional<String> encoder = Optional.empty();

  @Option(
      names = "--vocabulary",
      paramLabel = "NAME",
      description = "word-piece (the default) or unigram; short for --set vocabulary=NAME.")
  private Optional<String> vocabulary = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "Short for --set epochs=N.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as encoder.width=128; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "Leave out up to N faulty lines and report them (default: 0).")
  private long maxErrors;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/FILE-ENCODER, numbered if it exists).")
  private Optional<Path> out = Optional.empty();

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (texts.isEmpty()) {
      throw new ParameterException(common.spec().commandLine(), "--texts is missing");
    }
    PretrainConfig settled = PretrainConfig.read(source());
    PretrainOrigin origin =
        new PretrainOrigin(
            texts.stream().map(Path::toString).toList(),
            maxErrors,
            common.typed(),
            VersionCommand.version());
    RunFolder folder = out.map(RunFolder::new).orElseGet(() -> freeFolder(settled));
    PretrainSession session = new PretrainSession(common);
    RawTexts read = session.read(origin);
    try (Workers workers = threads.workers()) {
      return session.train(
          PretrainRun.create(folder, origin, settled, read, workers, common.progress()));
    }
  }

  private ConfigSource source() {
    ConfigSource source = config.map(ConfigSource::file).orElseGet(ConfigSource::empty);
    List<String> all = new ArrayList<>();
    encoder.ifPresent(name -> all.add("encoder=" + name));
    vocabulary.ifPresent(name -> all.add("vocabulary=" + name));
    epochs.ifPresent(value -> all.add("epochs=" + value));
    seed.ifPresent(value -> all.add("seed=" + value));
    all.addAll(settings);
    for (String setting : all) {
      source = source.with(setting);
    }
    return source;
  }

  private RunFolder freeFolder(PretrainConfig settled) {
    String file = String.valueOf(texts.getFirst().getFileName());
    String name = file.contains(".") ? file.substring(0, file.indexOf('.')) : file;
    String shape = settled.encoder().withVocabulary(1).config().path("model_type").asText();
    return RunFolder.free(Path.of("runs"), name + "-" + shape);
  }
}
