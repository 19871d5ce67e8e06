package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.CalibrationFile;
import io.embed4j.graph.reason.calibrate.Calibrator;
import io.embed4j.graph.reason.calibrate.Calibrator.FalseTriples;
import io.embed4j.graph.reason.calibrate.Classification;
import io.embed4j.graph.reason.calibrate.Method;
import io.embed4j.graph.reason.calibrate.Negatives;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import io.embed4j.graph.store.TranslatedGraph;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg calibrate}: probabilities for the scores of a trained model. */
@Command(
    name = "calibrate",
    description = {
      "Learn from the validation triples which probability a score means, keep that with the model,",
      "and measure on the test triples how well true and false ones are told apart.",
      "kg predict and kg complete then show probabilities."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg calibrate runs/demo                        false triples are made by chance",
      "  embed4j kg calibrate runs/demo --negatives codex-s    the hard ones that CoDEx-S has",
      "  embed4j kg calibrate runs/x --negatives FOLDER        valid_negatives, test_negatives",
    })
final class CalibrateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "PLATT",
      description = "Curves: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Method method = Method.PLATT;

  @Option(
      names = "--negatives",
      paramLabel = "DATA",
      description = {
        "False triples: a folder or archive with the files valid_negatives and test_negatives, or",
        "codex-s (default: a true triple each, with its head or tail replaced by chance)."
      })
  private Optional<String> negatives = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the replaced entities (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ResultOption result;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    result.require();
    CostMeter meter = CostMeter.start(threads.count());
    Path folder = ModelFolder.locate(run);
    TrainedModel trained = ModelFolder.read(folder);
    KnowledgeGraph graph = trained.graph();
    FalseTriples falseTriples =
        negatives
            .map(data -> given(data, graph))
            .orElseGet(() -> FalseTriples.corrupted(graph, seed));
    Calibration calibration;
    Optional<Calibrator.Outcome> outcome;
    try (Workers workers = threads.workers()) {
      Calibrator calibrator = new Calibrator(trained.model(), graph, workers);
      calibration = calibrator.calibrate(falseTriples, method);
      outcome = calibrator.test(calibration, falseTriples);
    }
    CalibrationFile.write(folder, calibration, trained.model(), graph.relations());
    if (common.json()) {
      common.print(json(calibration, outcome, graph));
    } else {
      common.out().print(CalibrationText.of(calibration, outcome, trained));
    }
    outcome.ifPresentOrElse(
        measured ->
            result.write("triple-classification", trained, measured.all().byName(), seed, meter),
        () -> common.remark("graph " + graph.name() + " has no test triples to measure on"));
    common.remark("written to " + folder.resolve(CalibrationFile.NAME));
    return ExitCode.OK;
  }

  private FalseTriples given(String data, KnowledgeGraph graph) {
    KnowledgeGraph read =
        GraphReader.read(BundledGraphs.negatives(data), ReadOptions.DEFAULT).graph();
    KnowledgeGraph translated = TranslatedGraph.of(read, graph);
    return new FalseTriples(Negatives.GIVEN, seed, translated.valid(), translated.test());
  }

  private static ObjectNode json(
      Calibration calibration, Optional<Calibrator.Outcome> outcome, KnowledgeGraph graph) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("graph", graph.name())
        .put("method", calibration.method().key())
        .put("negatives", calibration.negatives().key())
        .put("seed", calibration.seed());
    root.putObject("validation")
        .put("positives", calibration.global().positives())
        .put("negatives", calibration.global().negatives());
    outcome.ifPresent(measured -> root.set("test", figures(measured.all())));
    ObjectNode relations = root.putObject("relations");
    for (int relation = 0; relation < graph.relations().size(); relation++) {
      ObjectNode node = relations.putObject(graph.relations().name(relation));
      node.put("curve", calibration.relations().containsKey(relation) ? "own" : "global");
      float threshold = calibration.threshold(relation);
      if (Float.isFinite(threshold)) {
        node.put("threshold", threshold);
      }
      Map<Integer, Classification> tests =
          outcome.map(Calibrator.Outcome::relations).orElse(Map.of());
      Optional.ofNullable(tests.get(relation)).ifPresent(test -> node.set("test", figures(test)));
    }
    return root;
  }

  private static ObjectNode figures(Classification test) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("positives", test.positives()).put("negatives", test.negatives());
    for (Map.Entry<String, Double> figure : test.byName().entrySet()) {
      node.put(figure.getKey(), figure.getValue());
    }
    return node;
  }
}
