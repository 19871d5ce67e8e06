package io.embed4j.cli;

import io.embed4j.graph.data.Names;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.Calibrator;
import io.embed4j.graph.reason.calibrate.Classification;
import io.embed4j.graph.reason.calibrate.Fit;
import io.embed4j.graph.reason.calibrate.Method;
import io.embed4j.graph.reason.calibrate.Negatives;
import io.embed4j.graph.store.TrainedModel;
import java.util.Comparator;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A calibration and what the test shows of it, as a table of one screen. */
final class CalibrationText {
  private static final int RELATIONS_SHOWN = 10;
  private static final int NAME_WIDTH = 34;

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);

  private CalibrationText() {}

  static String of(
      Calibration calibration, Optional<Calibrator.Outcome> outcome, TrainedModel trained) {
    CalibrationText text = new CalibrationText();
    text.heading(calibration, trained);
    outcome.ifPresent(
        measured -> {
          text.figures(measured.all());
          text.relations(calibration, measured, trained.graph().relationNames());
        });
    return text.out.toString();
  }

  private void heading(Calibration calibration, TrainedModel trained) {
    Fit global = calibration.global();
    int own = calibration.relations().size();
    out.format(
        "%s, dimension %d, on %s: from scores to probabilities%n",
        Interactions.of(trained.model().interaction()).name(),
        trained.model().dim(),
        trained.graph().name());
    out.format(
        "learnt from    %,d validation facts and %,d false triples (%s)%n",
        global.positives(),
        global.negatives(),
        calibration.negatives() == Negatives.GIVEN
            ? "given"
            : "an entity replaced by chance, seed " + calibration.seed());
    out.format(
        "curves         %s; %d relations have their own, drawn to the global one that %d have%n",
        calibration.method() == Method.PLATT ? "logistic (Platt)" : "isotonic",
        own,
        trained.graph().relations().size() - own);
  }

  private void figures(Classification test) {
    out.format(
        "measured on    %,d test facts and %,d false triples%n%n",
        test.positives(), test.negatives());
    out.format(
        "accuracy %.4f, F1 %.4f   true if the probability is at least 1/2%n",
        test.accuracy(), test.f1());
    out.format(
        "calibration error %.4f (%d bins), Brier score %.4f%n",
        test.calibrationError(), Classification.BINS, test.brier());
  }

  private void relations(Calibration calibration, Calibrator.Outcome outcome, Names names) {
    int count = outcome.relations().size();
    out.format("%nby relation%s%n", count > RELATIONS_SHOWN ? most(count) : "");
    out.format(
        "%-" + NAME_WIDTH + "s %7s %7s %9s %6s %8s %6s %6s%n",
        "",
        "facts",
        "false",
        "threshold",
        "curve",
        "accuracy",
        "F1",
        "Brier");
    outcome.relations().entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<Integer, Classification> e) ->
                        -e.getValue().positives() - e.getValue().negatives())
                .thenComparing(Map.Entry::getKey))
        .limit(RELATIONS_SHOWN)
        .forEach(e -> line(e.getKey(), calibration, e.getValue(), names));
  }

  private static String most(int count) {
    return ": the " + RELATIONS_SHOWN + " most frequent of " + count + " (--json has all)";
  }

  private void line(int relation, Calibration calibration, Classification test, Names names) {
    out.format(
        "%s %,7d %,7d %9.3f %6s %8.3f %6.3f %6.3f%n",
        Columns.fit("  " + names.display(relation), NAME_WIDTH),
        test.positives(),
        test.negatives(),
        calibration.threshold(relation),
        calibration.relations().containsKey(relation) ? "own" : "global",
        test.accuracy(),
        test.f1(),
        test.brier());
  }
}
