package io.embed4j.graph.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.MetricsLog;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.graph.train.EpochReport;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A training run in a folder ({@link RunFolder}): it can be killed at any moment and resumed, and
 * ends with the same model, to the bit, as if it had never stopped.
 *
 * <pre>{@code
 * try (Workers workers = Workers.all()) {
 *   TrainingRun run = TrainingRun.create(folder, graph, config, origin, workers);
 *   run.train(Progress.NONE, () -> false, report -> System.out.println(report.loss()));
 *   KgeModel model = run.model().model();
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class TrainingRun {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RunFolder folder;
  private final KnowledgeGraph graph;
  private final TrainConfig config;
  private final Trainer trainer;
  private final MetricsLog metrics;
  private final Duration betweenCheckpoints;

  private TrainingRun(
      RunFolder folder,
      KnowledgeGraph graph,
      TrainConfig config,
      Trainer trainer,
      Duration betweenCheckpoints) {
    this.folder = folder;
    this.graph = graph;
    this.config = config;
    this.trainer = trainer;
    this.betweenCheckpoints = betweenCheckpoints;
    this.metrics = new MetricsLog(folder.metrics(), "epoch", trainer.epochsDone());
  }

  /**
   * Starts a run in a new or empty folder.
   *
   * @throws ConfigException if a run is there already
   */
  public static TrainingRun create(
      RunFolder folder, KnowledgeGraph graph, TrainConfig config, Origin origin, Workers workers) {
    if (folder.exists()) {
      throw new ConfigException(
          folder.path() + " holds a run already: resume it, or choose another folder");
    }
    Trainer trainer = new Trainer(graph, config, workers, validator(graph, config, workers));
    origin.write(folder.origin());
    AtomicFile.writeText(
        folder.config(), TrainConfigs.yaml(config)); // last: it makes the folder a run
    return new TrainingRun(folder, graph, config, trainer, BETWEEN_CHECKPOINTS);
  }

  /**
   * Takes up a run where its checkpoint stands, or at its start if it has none yet.
   *
   * @throws io.embed4j.core.error.ModelFormatException if the folder holds no run, or its
   *     checkpoint is damaged
   * @throws ConfigException if the graph is not the one that the run trains on
   */
  public static TrainingRun resume(RunFolder folder, KnowledgeGraph graph, Workers workers) {
    return resume(folder, graph, workers, BETWEEN_CHECKPOINTS);
  }

  static TrainingRun resume(
      RunFolder folder, KnowledgeGraph graph, Workers workers, Duration betweenCheckpoints) {
    folder.require();
    String fingerprint = Origin.read(folder.origin()).fingerprint();
    if (!fingerprint.equals(Origin.fingerprint(graph))) {
      throw new ConfigException(
          "graph "
              + graph.name()
              + " is not the one that "
              + folder.path()
              + " trains on: fingerprint "
              + Origin.fingerprint(graph)
              + " instead of "
              + fingerprint);
    }
    TrainConfig config = TrainConfigs.read(ConfigSource.file(folder.config()));
    Trainer trainer = new Trainer(graph, config, workers, validator(graph, config, workers));
    if (Files.exists(folder.checkpoint())) {
      trainer.restore(CheckpointFile.read(folder.checkpoint()));
    }
    return new TrainingRun(folder, graph, config, trainer, betweenCheckpoints);
  }

  private static ToDoubleFunction<KgeModel> validator(
      KnowledgeGraph graph, TrainConfig config, Workers workers) {
    if (config.validation().every() > 0 && graph.valid().size() == 0) {
      throw new ConfigException(
          "validation.every is "
              + config.validation().every()
              + ", but graph "
              + graph.name()
              + " has no validation triples; set it to 0 or choose another split");
    }
    Evaluator evaluator = new Evaluator(graph, workers);
    Triples triples =
        Scope.valid(graph).sampled(config.validation().sample(), config.seed()).chosen();
    return model -> evaluator.mrr(model, triples);
  }

  /**
   * Trains until the end, writing checkpoints on the way and the model at the end.
   *
   * @param stop asked between batches; a yes saves the state and ends the call
   * @param listener told of every finished epoch
   * @return whether training is finished; false if it was stopped
   */
  public boolean train(Progress progress, BooleanSupplier stop, Consumer<EpochReport> listener) {
    long lastCheckpoint = System.nanoTime();
    while (!trainer.isDone()) {
      EpochReport report = trainer.runEpoch(progress, stop);
      if (!report.finished()) {
        save();
        return false;
      }
      metrics.add(line(report));
      listener.accept(report);
      if (System.nanoTime() - lastCheckpoint >= betweenCheckpoints.toNanos()) {
        CheckpointFile.write(folder.checkpoint(), trainer.snapshot());
        lastCheckpoint = System.nanoTime();
      }
    }
    save();
    return true;
  }

  private static ObjectNode line(EpochReport report) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("epoch", report.epoch())
            .put("loss", report.loss())
            .put("penalty", report.penalty())
            .put("rateFactor", report.rateFactor())
            .put("triples", report.triples())
            .put("seconds", report.seconds());
    report
        .validationMrr()
        .ifPresent(
            mrr ->
                json.put("validationMrr", mrr)
                    .put("validationSeconds", report.validationSeconds()));
    return json;
  }

  private void save() {
    CheckpointFile.write(folder.checkpoint(), trainer.snapshot());
    ModelFolder.write(folder.model(), model());
  }

  /** Returns the best model so far, with what is needed to use it. */
  public TrainedModel model() {
    ObjectNode figures = MAPPER.createObjectNode().put("epoch", trainer.epochsDone());
    var counters = trainer.snapshot().counters();
    if (counters.hasBest()) {
      figures.put("validationMrr", counters.bestMrr()).put("bestEpoch", counters.bestEpoch());
    }
    figures.put("trainSeconds", counters.trainSeconds());
    ObjectNode settings = MAPPER.valueToTree(TrainConfigs.tree(config));
    return new TrainedModel(trainer.bestModel(), graph, settings, figures);
  }

  /** Returns the settings. */
  public TrainConfig config() {
    return config;
  }

  /** Returns the folder. */
  public RunFolder folder() {
    return folder;
  }

  /** Returns the epochs done, also before this process. */
  public int epochsDone() {
    return trainer.epochsDone();
  }
}
