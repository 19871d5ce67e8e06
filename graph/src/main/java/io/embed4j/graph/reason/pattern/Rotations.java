package io.embed4j.graph.reason.pattern;

import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * RotatE (Sun et al. 2019): phases 0 and π are symmetric, opposite ones inverse, equal ones the
 * same, and phases that add up a composition. Two rotations are compared by the mean of |exp(iα) −
 * exp(iβ)|, each coordinate weighted by the mean modulus of the entities in it, because a
 * coordinate in which entities are 0 turns nothing; independent phases give 4/π. With reciprocal
 * relations the phases of r₂⁻¹ stand for those of r₂ turned back.
 */
final class Rotations implements RelationGeometry {
  private static final double INDEPENDENT = 4 / Math.PI;

  private final int dim;
  private final int count;
  private final boolean reciprocal;

  /** Per row of the relation table: dim cosines, then dim sines. */
  private final float[][] turns;

  private final double[] weights;

  Rotations(KgeModel model) {
    dim = model.dim();
    count = model.relationCount();
    reciprocal = model.reciprocal();
    turns = new float[model.relations().rows()][];
    for (int row = 0; row < turns.length; row++) {
      turns[row] = model.operator(row).data();
    }
    weights = weights(model.entities(), dim);
  }

  /** Returns the share of each coordinate in the moduli of all entities. */
  private static double[] weights(EmbeddingTable entities, int dim) {
    double[] moduli = new double[dim];
    double sum = 0;
    for (int e = 0; e < entities.rows(); e++) {
      Row row = entities.row(e);
      for (int i = 0; i < dim; i++) {
        double modulus = Math.hypot(row.at(i), row.at(dim + i));
        moduli[i] += modulus;
        sum += modulus;
      }
    }
    for (int i = 0; i < dim; i++) {
      moduli[i] /= sum;
    }
    return moduli;
  }

  @Override
  public String description() {
    return reciprocal
        ? "rotations: phases of r and of its inverse alike are symmetric, those of r1 and of r2's"
            + " inverse alike inverse, phases that add up a composition"
        : "rotations: phases 0 and pi are symmetric, opposite ones inverse, and phases that add up a"
            + " composition";
  }

  @Override
  public Set<Kind> tells() {
    return EnumSet.allOf(Kind.class);
  }

  @Override
  public double symmetric(int r) {
    return inverse(r, r);
  }

  @Override
  public double inverse(int a, int b) {
    return reciprocal
        ? (closeness(turns[a], turns[count + b], 1) + closeness(turns[count + a], turns[b], 1)) / 2
        : closeness(turns[a], turns[b], -1);
  }

  @Override
  public double same(int a, int b) {
    return reciprocal
        ? (closeness(turns[a], turns[b], 1) + closeness(turns[count + a], turns[count + b], 1)) / 2
        : closeness(turns[a], turns[b], 1);
  }

  @Override
  public double composition(int a, int b, int c) {
    float[] x = turns[a];
    float[] y = turns[b];
    float[] product = new float[2 * dim];
    for (int i = 0; i < dim; i++) {
      product[i] = x[i] * y[i] - x[dim + i] * y[dim + i];
      product[dim + i] = x[i] * y[dim + i] + x[dim + i] * y[i];
    }
    return closeness(product, turns[c], 1);
  }

  /** Compares two rotations; of the second one the sines take a sign, −1 to turn it back. */
  private double closeness(float[] x, float[] y, int sign) {
    double chord = 0;
    for (int i = 0; i < dim; i++) {
      double re = x[i] - y[i];
      double im = x[dim + i] - sign * y[dim + i];
      chord += weights[i] * Math.sqrt(re * re + im * im);
    }
    return 1 - chord / INDEPENDENT;
  }
}
