package io.embed4j.graph.reason.pattern;

import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * ComplEx (Trouillon et al. 2016): a real relation is symmetric, conjugate ones are inverse, equal
 * ones the same; with reciprocal relations, also of DistMult, the vector of r⁻¹ stands for the
 * conjugate. Two relations are compared by the correlation of their scores over random pairs of
 * entities, whose coordinates are taken as independent: Re Σ vᵢ² aᵢ b̄ᵢ over the root of the same
 * with a and with b alone, where vᵢ is the mean of |eᵢ|² over the entities e. Products of relations
 * say nothing of compositions, since h r need not be near t.
 */
final class Products implements RelationGeometry {
  private final EmbeddingTable relations;
  private final int count;
  private final boolean complex;
  private final boolean reciprocal;

  /** Per float of a row. */
  private final double[] weights;

  Products(KgeModel model) {
    relations = model.relations();
    count = model.relationCount();
    complex = model.interaction().complex();
    reciprocal = model.reciprocal();
    weights = weights(model.entities(), complex);
  }

  private static double[] weights(EmbeddingTable entities, boolean complex) {
    int width = entities.width();
    double[] energy = new double[width];
    for (int e = 0; e < entities.rows(); e++) {
      Row row = entities.row(e);
      for (int i = 0; i < width; i++) {
        energy[i] += row.at(i) * (double) row.at(i) / entities.rows();
      }
    }
    double[] weights = new double[width];
    for (int i = 0; i < width; i++) {
      double modulus = complex ? energy[i] + energy[(i + width / 2) % width] : energy[i];
      weights[i] = modulus * modulus;
    }
    return weights;
  }

  @Override
  public String description() {
    return (reciprocal
            ? "products: vectors of r and its inverse alike are symmetric, those of r1 and of r2's"
                + " inverse alike inverse"
            : "products: real relations are symmetric, conjugate ones inverse")
        + "; compositions have no closed form";
  }

  @Override
  public Set<Kind> tells() {
    return EnumSet.complementOf(EnumSet.of(Kind.COMPOSITION));
  }

  @Override
  public double symmetric(int r) {
    return inverse(r, r);
  }

  @Override
  public double inverse(int a, int b) {
    return reciprocal
        ? (correlation(a, count + b, 1) + correlation(count + a, b, 1)) / 2
        : correlation(a, b, -1);
  }

  @Override
  public double same(int a, int b) {
    return reciprocal
        ? (correlation(a, b, 1) + correlation(count + a, count + b, 1)) / 2
        : correlation(a, b, 1);
  }

  @Override
  public double composition(int a, int b, int c) {
    throw new IllegalStateException("compositions have no closed form");
  }

  private double correlation(int a, int b, int signOfImaginary) {
    return product(a, b, signOfImaginary) / Math.sqrt(product(a, a, 1) * product(b, b, 1));
  }

  private double product(int a, int b, int signOfImaginary) {
    Row x = relations.row(a);
    Row y = relations.row(b);
    int imaginary = complex ? x.length() / 2 : x.length();
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += (i < imaginary ? 1 : signOfImaginary) * weights[i] * x.at(i) * y.at(i);
    }
    return sum;
  }
}
