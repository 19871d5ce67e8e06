package io.embed4j.graph.evaluate;

import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;

/** Scores of single triples in double, from the papers' formulas. */
final class PaperScores {
  private PaperScores() {}

  /** Returns the score of (h, r, t) with a row of the relation table. */
  static double score(KgeModel model, int head, int relationRow, int tail) {
    Row h = model.entities().row(head);
    Row r = model.relations().row(relationRow);
    Row t = model.entities().row(tail);
    int d = model.dim();
    return switch (model.interaction()) {
      case TransE(Comparison norm) -> {
        double[] difference = new double[d];
        for (int i = 0; i < d; i++) {
          difference[i] = (double) h.at(i) + r.at(i) - t.at(i);
        }
        yield -norm(norm, difference);
      }
      case ComplEx() -> {
        double sum = 0;
        for (int i = 0; i < d; i++) {
          double re = (double) h.at(i) * r.at(i) - (double) h.at(d + i) * r.at(d + i);
          double im = (double) h.at(i) * r.at(d + i) + (double) h.at(d + i) * r.at(i);
          sum += re * t.at(i) + im * t.at(d + i);
        }
        yield sum;
      }
      case RotatE(Comparison norm) -> {
        double sum = 0;
        for (int i = 0; i < d; i++) {
          double cos = Math.cos(r.at(i));
          double sin = Math.sin(r.at(i));
          double re = h.at(i) * cos - h.at(d + i) * sin - t.at(i);
          double im = h.at(i) * sin + h.at(d + i) * cos - t.at(d + i);
          sum += norm == Comparison.MODULUS ? Math.hypot(re, im) : re * re + im * im;
        }
        yield norm == Comparison.MODULUS ? -sum : -Math.sqrt(sum);
      }
      case TransR(Comparison norm, int k) -> {
        double[] difference = new double[k];
        for (int j = 0; j < k; j++) {
          difference[j] = r.at(j);
          for (int i = 0; i < d; i++) {
            difference[j] += ((double) h.at(i) - t.at(i)) * r.at(k + i * k + j);
          }
        }
        yield -norm(norm, difference);
      }
      default -> throw new IllegalArgumentException("no formula for " + model.interaction());
    };
  }

  private static double norm(Comparison norm, double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += norm == Comparison.L1 ? Math.abs(value) : value * value;
    }
    return norm == Comparison.L2 ? Math.sqrt(sum) : sum;
  }
}
