package io.embed4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.config.Choices;
import io.embed4j.core.config.ConfigReader;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.Task;
import io.embed4j.encode.benchmark.Tasks;
import io.embed4j.encode.benchmark.VectorSource;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.Role;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.adapter.AdapterConfig;
import io.embed4j.encode.tune.adapter.AdapterData;
import io.embed4j.encode.tune.adapter.AdapterTrainer;
import io.embed4j.encode.tune.mine.HardNegatives.Vectors;
import io.embed4j.graph.experiment.CostMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tune adapter}: learns a map of the vectors of questions. */
@Command(
    name = "adapter",
    description = {
      "Learn a linear map of the vectors of questions, in seconds.",
      "This is the cheap and safe way: the encoder and all vectors of documents stay what",
      "they are, so that no index is made anew; the map begins at the identity, and is kept",
      "only where questions that it has not seen gain. Hard negatives of embed4j tune mine",
      "may stand in the pairs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j tune adapter --pairs mined.jsonl --corpus documents.txt --out adapted",
      "  embed4j tune adapter --beir scifact.tar.gz --set rank=32 --out adapted --test scifact",
    })
final class TuneAdapterCommand implements Callable<Integer> {
  private static final float[] NONE = {};

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "english",
      description = "The encoder, as for embed4j tune (default: ${DEFAULT-VALUE}).")
  private String model = "";

  @Mixin private QuestionOptions questions;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "A new folder for the encoder with the map.")
  private Path out = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as rank=32 or decay=0.5; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--test",
      paramLabel = "TASK",
      description = {
        "Measure by a task of embed4j evaluate before and after.",
        "The data is looked for in the folder text of EMBED4J_DATA."
      })
  private Optional<String> test = Optional.empty();

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
    test.ifPresent(Tasks::find);
    if (Files.exists(out)) {
      throw new ConfigException(out + " exists already: choose another folder");
    }
    CostMeter meter = CostMeter.start(threads.count());
    AdapterConfig config =
        new ConfigReader(Choices.none()).read(AdapterConfig.defaults(), source());
    QuestionOptions.Questions asked = questions.read();
    Path folder = EncoderOption.folder(model);
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Workers workers = threads.workers();
        TextEncoder encoder = TextEncoder.of(EncoderFolder.read(folder), options)) {
      Map<String, float[]> known = new HashMap<>();
      Vectors documents =
          texts -> remembered(texts, known, QuestionOptions.documents(encoder, common.progress()));
      AdapterData data =
          AdapterData.of(
              asked.pairs(),
              asked.corpus(),
              QuestionOptions.questions(encoder, common.progress()),
              documents);
      measure(encoder, documents, " before", figures);
      long start = System.nanoTime();
      AdapterTrainer.Result learnt = new AdapterTrainer(config, data, workers).train(this::remark);
      figures.put("train seconds", (System.nanoTime() - start) / 1e9);
      figures.put("held-out ndcg@10 before", learnt.before().ndcg());
      figures.put("held-out ndcg@10", learnt.best().ndcg());
      figures.put("held-out ndcg@10 of new answers before", learnt.before().ndcgOfNew());
      figures.put("held-out ndcg@10 of new answers", learnt.best().ndcgOfNew());
      copy(folder);
      learnt.adapter().save(out);
      try (TextEncoder adapted = TextEncoder.of(EncoderFolder.read(out), options)) {
        measure(adapted, documents, "", figures);
      }
    }
    print(figures);
    ResultOption.Subject subject =
        new ResultOption.Subject("query-adapter", test.orElse("pairs"), model);
    result.write(subject, figures, config.seed(), meter);
    return ExitCode.OK;
  }

  private ConfigSource source() {
    ConfigSource source = ConfigSource.empty();
    for (String setting : settings) {
      source = source.with(setting);
    }
    return source;
  }

  private void remark(AdapterTrainer.Epoch epoch) {
    common.remark(
        String.format(
            Locale.ROOT,
            "epoch %3d  loss %.4f  held-out nDCG@10 %.4f, of new answers %.4f",
            epoch.epoch(),
            epoch.loss(),
            epoch.ndcg(),
            epoch.ndcgOfNew()));
  }

  /** Documents have the same vectors before and after. */
  private static List<float[]> remembered(
      List<String> texts, Map<String, float[]> known, Vectors vectors) {
    List<String> missing =
        texts.stream().distinct().filter(text -> !known.containsKey(text)).toList();
    List<float[]> made = missing.isEmpty() ? List.of() : vectors.of(missing);
    for (int i = 0; i < made.size(); i++) {
      known.put(missing.get(i), made.get(i));
    }
    return texts.stream().map(text -> known.getOrDefault(text, NONE)).toList();
  }

  private void measure(
      TextEncoder encoder, Vectors documents, String when, Map<String, Double> figures) {
    if (test.isEmpty()) {
      return;
    }
    Task task = Tasks.find(test.get());
    VectorSource plain = VectorSource.of(encoder);
    VectorSource source =
        (texts, role) -> role == Role.DOCUMENT ? documents.of(texts) : plain.vectors(texts, role);
    task.evaluate(source, common.progress())
        .figures()
        .forEach((name, value) -> figures.put(task.name() + " " + name + when, value));
  }

  /** The encoder itself stays as it is: its files are copied. */
  private void copy(Path folder) {
    EncoderFolder.read(folder).files().forEach((name, file) -> copy(file, out.resolve(name)));
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.toAbsolutePath().resolveSibling(""));
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(Map<String, Double> figures) {
    if (common.json()) {
      var json = new ObjectMapper().createObjectNode().put("model", out.toString());
      figures.forEach(json.putObject("figures")::put);
      common.print(json);
    } else {
      figures.forEach(
          (name, value) -> common.out().printf(Locale.ROOT, "%-40s %.4f%n", name, value));
    }
  }
}
