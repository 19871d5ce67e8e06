package io.embed4j.encode.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.pretrain.NewEncoder;
import io.embed4j.encode.token.train.TokenizerTraining;
import io.embed4j.encode.token.train.TrainedTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains and measures contenders in a folder, a trial after the other. Killed or stopped, it goes
 * on where it was; trials that are done are read again.
 *
 * @param folder {@code LANGUAGE/CONTENDER-SEED/} is that of a trial, {@code figures.json} in it
 *     what it found
 * @param command what was typed
 */
public record Comparison(Path folder, Corpus corpus, CompareConfig config, String command) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Path trial(Contender contender, long seed) {
    return folder.resolve(corpus.language()).resolve(contender.name() + "-" + seed);
  }

  /**
   * Makes a vocabulary of the texts, and each contender with it that is not there yet.
   *
   * @param seed of the first weights
   */
  public void prepare(long seed, Workers workers, Progress progress) {
    boolean ready =
        config.contenders().stream()
            .allMatch(c -> Files.exists(Trial.start(trial(c, seed)).resolve("config.json")));
    if (ready) {
      return;
    }
    TrainedTokenizer tokenizer =
        TokenizerTraining.train(
            corpus.texts().all().iterator(),
            config.pretraining(seed).vocabulary(),
            workers,
            progress);
    for (Contender contender : config.contenders()) {
      NewEncoder.write(Trial.start(trial(contender, seed)), tokenizer, contender.shape(), seed);
    }
  }

  /** Returns whether a trial has found its figures. */
  public boolean isDone(Contender contender, long seed) {
    return Files.exists(figures(contender, seed));
  }

  private Path figures(Contender contender, long seed) {
    return trial(contender, seed).resolve("figures.json");
  }

  /**
   * Runs a trial, or goes on with it, or reads what it found.
   *
   * @return figures by name; none if it was stopped
   */
  public Optional<Map<String, Double>> run(
      Contender contender, long seed, Workers workers, Progress progress, BooleanSupplier stop) {
    Path file = figures(contender, seed);
    if (isDone(contender, seed)) {
      return Optional.of(read(file));
    }
    Trial trial = new Trial(trial(contender, seed), corpus, config, seed, command);
    Optional<Map<String, Double>> figures = trial.run(workers, progress, stop);
    figures.ifPresent(
        found -> {
          ObjectNode json = MAPPER.createObjectNode();
          found.forEach(json::put);
          AtomicFile.writeText(file, json.toPrettyString() + "\n");
        });
    return figures;
  }

  private static Map<String, Double> read(Path file) {
    Map<String, Double> figures = new LinkedHashMap<>();
    UntrustedJson.read(file)
        .properties()
        .forEach(entry -> figures.put(entry.getKey(), entry.getValue().asDouble()));
    return figures;
  }
}
