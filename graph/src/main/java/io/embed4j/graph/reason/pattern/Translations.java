package io.embed4j.graph.reason.pattern;

import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * TransE (Bordes et al. 2013): r ≈ 0 is symmetric, r₁ ≈ −r₂ inverse, r₁ ≈ r₂ the same, r₁ + r₂ ≈ r₃
 * a composition. What is left over is measured against what independent vectors of these lengths
 * would leave: √(‖r₁‖² + ‖r₂‖² + …); a symmetric relation against the root mean square length of
 * all relations. With reciprocal relations the vector of r₂⁻¹ stands for −r₂.
 */
final class Translations implements RelationGeometry {
  private final EmbeddingTable relations;
  private final int count;
  private final boolean reciprocal;
  private final double[] squaredLengths;
  private final double meanSquaredLength;

  Translations(KgeModel model) {
    relations = model.relations();
    count = model.relationCount();
    reciprocal = model.reciprocal();
    squaredLengths = new double[relations.rows()];
    double sum = 0;
    for (int row = 0; row < relations.rows(); row++) {
      squaredLengths[row] = squaredLeftOver(row, 1, row, 1, row, -1);
      sum += squaredLengths[row];
    }
    meanSquaredLength = sum / Math.max(1, relations.rows());
  }

  @Override
  public String description() {
    return reciprocal
        ? "translations: r near 0 is symmetric, r1 near the vector of r2's inverse is inverse to"
            + " r2, r1 + r2 near r3 is a composition"
        : "translations: r near 0 is symmetric, r1 near -r2 inverse, r1 + r2 near r3 a composition";
  }

  @Override
  public Set<Kind> tells() {
    return EnumSet.allOf(Kind.class);
  }

  @Override
  public double symmetric(int r) {
    double squared =
        reciprocal ? (squaredLengths[r] + squaredLengths[count + r]) / 2 : squaredLengths[r];
    return 1 - Math.sqrt(squared / meanSquaredLength);
  }

  @Override
  public double inverse(int a, int b) {
    return reciprocal
        ? (closeness(a, count + b, -1) + closeness(count + a, b, -1)) / 2
        : closeness(a, b, 1);
  }

  @Override
  public double same(int a, int b) {
    return reciprocal
        ? (closeness(a, b, -1) + closeness(count + a, count + b, -1)) / 2
        : closeness(a, b, -1);
  }

  @Override
  public double composition(int a, int b, int c) {
    double expected = squaredLengths[a] + squaredLengths[b] + squaredLengths[c];
    return 1 - Math.sqrt(squaredLeftOver(a, 1, b, 1, c, -1) / expected);
  }

  private double closeness(int a, int b, int sign) {
    double expected = squaredLengths[a] + squaredLengths[b];
    return 1 - Math.sqrt(squaredLeftOver(a, 1, b, sign, a, 0) / expected);
  }

  /** Returns ‖s₁ a + s₂ b + s₃ c‖². */
  private double squaredLeftOver(int a, int s1, int b, int s2, int c, int s3) {
    float[] data = relations.data();
    int width = relations.width();
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double x = s1 * data[a * width + i] + s2 * data[b * width + i] + s3 * data[c * width + i];
      sum += x * x;
    }
    return sum;
  }
}
