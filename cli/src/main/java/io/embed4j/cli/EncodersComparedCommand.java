package io.embed4j.cli;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.compare.CompareConfig;
import io.embed4j.encode.compare.Comparison;
import io.embed4j.encode.compare.ComparisonPage;
import io.embed4j.encode.compare.Contender;
import io.embed4j.encode.compare.Corpus;
import io.embed4j.encode.compare.Figures;
import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.experiment.TypedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code experiments encoders-compared}: RNN, LSTM, GRU and Transformer on equal terms. */
@Command(
    name = "encoders-compared",
    description = {
      "Compare RNN, LSTM, GRU and Transformer encoders of about the same number of parameters:",
      "same vocabulary, texts, pairs, loss and budget; with and without pre-training. Writes",
      "results, and tables and pictures into docs/encoders-compared.md. Stopped or killed, it",
      "goes on when the command is given again. The data is looked for in EMBED4J_DATA."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j experiments encoders-compared",
      "  embed4j experiments encoders-compared --languages en --seeds 1",
    })
final class EncodersComparedCommand implements Callable<Integer> {
  private static final String NAME = "encoders-compared";

  @Mixin private CommonOptions common;
  @Mixin private ResultsOption results;

  @Option(
      names = "--languages",
      split = ",",
      defaultValue = "en,zh",
      paramLabel = "NAME",
      description = "en, zh or both (default: ${DEFAULT-VALUE}).")
  private List<String> languages = new ArrayList<>();

  @Option(
      names = "--seeds",
      defaultValue = "3",
      paramLabel = "N",
      description = "How often everything is done in English; in Chinese once (default: 3).")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The folder of the runs (default: runs/encoders-compared).")
  private Path out = Path.of("runs", NAME);

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "The page (default: docs/encoders-compared.md of this program's folder).")
  private Optional<Path> page = Optional.empty();

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new ParameterException(
          common.spec().commandLine(), "--seeds must be at least 1, but is " + seeds);
    }
    Path data = DataSet.root(Optional.ofNullable(System.getenv(DataSet.VARIABLE)));
    for (String language : languages) {
      Corpus corpus =
          switch (language) {
            case "en" -> Corpus.english(data);
            case "zh" -> Corpus.chinese(data);
            default -> throw new NotFoundException("languages are en and zh, not " + language);
          };
      if (!compare(corpus, language.equals("en") ? seeds : 1)) {
        common.remark("saved; the same command goes on");
        return ExitCode.INTERRUPTED;
      }
    }
    return ExitCode.OK;
  }

  /** Returns whether it was done to the end. */
  private boolean compare(Corpus corpus, int count) {
    Comparison comparison = new Comparison(out, corpus, CompareConfig.defaults(), common.typed());
    Map<String, List<Map<String, Double>>> found = new LinkedHashMap<>();
    try (Workers workers = threads.workers();
        StopSignal stop = new StopSignal()) {
      for (long seed = 1; seed <= count; seed++) {
        comparison.prepare(seed, workers, common.progress());
        for (Contender contender : Contender.all()) {
          boolean isNew = !comparison.isDone(contender, seed);
          Optional<Map<String, Double>> figures =
              comparison.run(contender, seed, workers, common.progress(), stop::isRaised);
          if (figures.isEmpty()) {
            return false;
          }
          found.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(figures.get());
          Map<String, Map<String, Double>> means = new LinkedHashMap<>();
          found.forEach((name, of) -> means.put(name, Figures.means(of)));
          if (isNew) {
            write(
                corpus.language(),
                contender.name(),
                means.getOrDefault(contender.name(), Map.of()),
                seed);
          }
          writePage(new ComparisonPage(corpus.language(), means));
        }
      }
    }
    return true;
  }

  /** Writes the means of some seeds, which stand for the time that all of them took. */
  private void write(String language, String contender, Map<String, Double> means, long seeds) {
    Result.Cost cost = CostMeter.start(threads.count()).soFar();
    double seconds = seeds * means.getOrDefault(Figures.SECONDS, 0.0);
    var typed = common.spec().root().commandLine().getParseResult().originalArgs();
    ResultFile.write(
        results.folder(),
        new Result(
            NAME + "-" + language + "-" + contender,
            NAME,
            "stsb-" + language,
            contender,
            means,
            Optional.empty(),
            TypedCommand.of("./embed4j", typed),
            1,
            new Result.Cost(cost.cores(), seconds, cost.peakMemoryBytes()),
            Commit.of(ResultsOption.home())));
    common.remark(
        String.format(
            Locale.ROOT,
            "%s %s, %d seeds: %s %.4f, on pairs alone %.4f",
            language,
            contender,
            seeds,
            Figures.SPEARMAN,
            means.get(Figures.SPEARMAN),
            means.get(Figures.SPEARMAN + Figures.ALONE)));
  }

  private void writePage(ComparisonPage tables) {
    Path file = page.orElseGet(() -> ResultsOption.home().resolve("docs/" + NAME + ".md"));
    Path pictures = file.toAbsolutePath().resolveSibling(NAME);
    tables.pictures().forEach((name, svg) -> AtomicFile.writeText(pictures.resolve(name), svg));
    try {
      AtomicFile.writeText(file, tables.replacedIn(Files.readString(file), NAME));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
