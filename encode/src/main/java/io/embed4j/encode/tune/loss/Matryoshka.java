package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.List;

/**
 * Another loss of the first numbers of each vector, for several lengths: L = Σ loss(x[0 … m − 1]),
 * so that vectors may be cut afterwards. Kusupati et al.: Matryoshka Representation Learning, 2022,
 * eq. 1, with all weights 1.
 *
 * @param loss of the cut vectors; not another Matryoshka
 * @param dimensions the lengths m, each at least 1
 */
public record Matryoshka(Loss loss, List<Integer> dimensions) implements Loss {
  public Matryoshka {
    dimensions = List.copyOf(dimensions);
    Rules.require(!(loss instanceof Matryoshka), "loss", "must not be another matryoshka", "one");
    Rules.require(
        !dimensions.isEmpty() && dimensions.stream().allMatch(m -> m >= 1),
        "dimensions",
        "must be at least one length, each at least 1",
        dimensions);
  }

  /** Returns multiple negatives ranking at four lengths that suit vectors of 384 numbers. */
  public static Matryoshka defaults() {
    return new Matryoshka(MultipleNegativesRanking.defaults(), List.of(384, 256, 128, 64));
  }

  @Override
  public Needs needs() {
    return loss.needs();
  }

  @Override
  public boolean needsTeacher() {
    return loss.needsTeacher();
  }

  @Override
  public void requireWidth(int width) {
    Rules.require(
        dimensions.stream().allMatch(m -> m <= width),
        "dimensions",
        "must be at most " + width + ", the length of the model's vectors",
        dimensions);
    loss.requireWidth(width);
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    double sum = 0;
    for (int m : dimensions) {
      Matrix cut = vectors.columnRange(0, m);
      sum += loss.addGradient(tuples, cut, gradient.columnRange(0, m), workers);
    }
    return sum;
  }
}
