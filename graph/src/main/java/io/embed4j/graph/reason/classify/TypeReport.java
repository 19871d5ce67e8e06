package io.embed4j.graph.reason.classify;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What methods reach on the test part, side by side.
 *
 * @param outcomes of the methods, in the order of {@link Method}
 * @param classifier the linear one that ranks the validation part best, if any was asked for
 */
public record TypeReport(List<Outcome> outcomes, Optional<LinearClassifier> classifier) {
  public TypeReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * What a method reaches.
   *
   * @param method the method
   * @param settings what was chosen on the validation part, in words; "" if nothing
   * @param validMrr the figure that it was chosen by
   * @param all all types
   * @param leaves types without a type below them, if there are others
   */
  public record Outcome(
      Method method,
      String settings,
      double validMrr,
      TypeFigures all,
      Optional<TypeFigures> leaves) {}

  /** Returns the outcome of the baseline, if it was asked for. */
  public Optional<Outcome> baseline() {
    return outcomes.stream().filter(o -> o.method() == Method.SIGNATURE).findFirst();
  }

  /** Returns, of the methods that use vectors, the one of the highest MRR on validation. */
  public Optional<Outcome> bestWithVectors() {
    return outcomes.stream()
        .filter(o -> o.method() != Method.SIGNATURE)
        .max(Comparator.comparingDouble(Outcome::validMrr));
  }

  /** Returns all figures by name, such as "both-mrr" and "both-leaves-mrr". */
  public SequencedMap<String, Double> byName() {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      String key = outcome.method().key();
      outcome.all().byName().forEach((name, value) -> figures.put(key + "-" + name, value));
      outcome
          .leaves()
          .ifPresent(
              leaves ->
                  leaves
                      .byName()
                      .forEach((name, value) -> figures.put(key + "-leaves-" + name, value)));
    }
    return figures;
  }
}
