package io.embed4j.cli;

import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.reason.classify.TypeFigures;
import io.embed4j.graph.reason.classify.TypeReport;
import io.embed4j.graph.reason.classify.TypeReport.Outcome;
import io.embed4j.graph.store.TrainedModel;
import java.util.Formatter;
import java.util.Locale;

/** Ways to predict types side by side, as a table of one screen. */
final class ClassificationText {
  private static final int NAME_WIDTH = 34;

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);

  private ClassificationText() {}

  static String of(TypeReport report, TrainedModel trained, TypeParts parts, String split) {
    ClassificationText text = new ClassificationText();
    text.heading(trained, parts, split);
    text.head("all types");
    report.outcomes().forEach(o -> text.line(o, o.all()));
    if (report.outcomes().stream().anyMatch(o -> o.leaves().isPresent())) {
      text.head("types without a type below them");
      report.outcomes().forEach(o -> o.leaves().ifPresent(leaves -> text.line(o, leaves)));
    }
    text.chosen(report);
    text.verdict(report);
    return text.out.toString();
  }

  private void heading(TrainedModel trained, TypeParts parts, String split) {
    out.format(
        "%s, dimension %d, on %s: types of entities%n",
        Interactions.of(trained.model().interaction()).name(),
        trained.model().dim(),
        trained.graph().name());
    out.format(
        "%,d types; %,d statements to learn from, %,d to choose by, %,d to measure on (%s)%n",
        parts.train().names().size(),
        parts.train().size(),
        parts.valid().size(),
        parts.test().size(),
        split);
    out.format(
        "ranked among all types but those known of the entity; F1 from a threshold on, chosen on%n"
            + "the validation part%n");
  }

  private void head(String title) {
    out.format(
        "%n%s %6s %6s %6s %7s %8s %8s%n",
        Columns.fit(title, NAME_WIDTH),
        "MRR",
        "Hits@1",
        "Hits@3",
        "Hits@10",
        "micro-F1",
        "macro-F1");
  }

  private void line(Outcome outcome, TypeFigures figures) {
    out.format(
        "%s %6.3f %6.3f %6.3f %7.3f %8.3f %8.3f%n",
        Columns.fit("  " + outcome.method().words(), NAME_WIDTH),
        figures.ranks().mrr(),
        figures.ranks().hitsAt1(),
        figures.ranks().hitsAt3(),
        figures.ranks().hitsAt10(),
        figures.microF1(),
        figures.macroF1());
  }

  private void chosen(TypeReport report) {
    out.format("%nchosen by MRR on the validation part%n");
    for (Outcome outcome : report.outcomes()) {
      out.format(
          "%s %6.3f  %s%n",
          Columns.fit("  " + outcome.method().words(), NAME_WIDTH),
          outcome.validMrr(),
          outcome.settings());
    }
  }

  private void verdict(TypeReport report) {
    if (report.baseline().isPresent() && report.bestWithVectors().isPresent()) {
      double baseline = report.baseline().get().all().ranks().mrr();
      Outcome best = report.bestWithVectors().get();
      out.format(
          "%nagainst the baseline, %s: MRR %+.3f%n",
          best.method().words(), best.all().ranks().mrr() - baseline);
    }
  }
}
