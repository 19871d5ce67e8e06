package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.pretrain.PretrainOrigin;
import io.embed4j.encode.pretrain.PretrainRun;
import io.embed4j.encode.pretrain.RawTexts;
import io.embed4j.neural.train.TrainingReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Training on raw texts in front of a person: texts, progress, Ctrl-C, and what to do next. */
final class PretrainSession {
  private final CommonOptions common;

  PretrainSession(CommonOptions common) {
    this.common = common;
  }

  /** Reads the texts of a run. */
  RawTexts read(PretrainOrigin origin) {
    RawTexts texts =
        RawTexts.read(origin.texts().stream().map(Path::of).toList(), origin.maxErrors());
    if (texts.faults() > 0) {
      common.remark(texts.faults() + " faulty lines were left out:");
      texts.messages().forEach(message -> common.remark("  " + message));
    }
    common.remark(String.format(Locale.ROOT, "%,d texts", texts.all().size()));
    return texts;
  }

  /** Trains to the end, or until the process is asked to stop; then everything is saved. */
  int train(PretrainRun run) {
    common.remark("run folder: " + run.folder().path());
    common.remark(
        String.format(
            Locale.ROOT,
            "%,d tokens of %,d, %,d parameters",
            run.trainTokens(),
            run.vocabularySize(),
            run.parameters()));
    try (StopSignal stop = new StopSignal()) {
      if (!run.train(common.progress(), stop::isRaised, report -> common.remark(line(report)))) {
        common.remark(
            "saved after step %d; go on with: embed4j pretrain resume %s"
                .formatted(run.steps(), run.folder().path()));
        return ExitCode.INTERRUPTED;
      }
    }
    run.writeReport(Map.of());
    print(run);
    return ExitCode.OK;
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

  private void print(PretrainRun run) {
    Path model = run.folder().model();
    if (common.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", model.toString());
      json.put("steps", run.steps()).put("trainSeconds", run.trainSeconds());
      run.bestScore().ifPresent(score -> json.put("heldOutLoss", -score));
      common.print(json);
    } else {
      run.bestScore()
          .ifPresent(
              score ->
                  common
                      .out()
                      .printf(
                          Locale.ROOT,
                          "a hidden token of the texts held out costs %.4f nats%n",
                          -score));
    }
    common.remark("tune it on pairs: embed4j tune --model " + model + " --pairs FILE");
  }
}
