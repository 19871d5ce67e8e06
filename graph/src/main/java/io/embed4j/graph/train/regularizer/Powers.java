package io.embed4j.graph.train.regularizer;

import io.embed4j.core.table.Row;

/** weight / p · Σ|xᵢ|ᵖ and its gradient weight · |xᵢ|ᵖ⁻² xᵢ. */
final class Powers {
  private Powers() {}

  static void requireWeight(double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be at least 0, but is " + weight);
    }
  }

  static double addGradient(Row x, boolean complex, int p, double weight, Row dx) {
    if (weight == 0) {
      return 0;
    }
    return complex ? ofModuli(x, p, (float) weight, dx) : ofParts(x, p, (float) weight, dx);
  }

  private static double ofParts(Row x, int p, float weight, Row dx) {
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      float value = x.at(i);
      float power = p == 2 ? 1 : Math.abs(value); // |x|^(p-2)
      dx.add(i, weight * power * value);
      sum += power * value * value;
    }
    return weight / p * sum;
  }

  private static double ofModuli(Row x, int p, float weight, Row dx) {
    double sum = 0;
    int d = x.length() / 2;
    for (int i = 0; i < d; i++) {
      float re = x.at(i);
      float im = x.at(d + i);
      float squared = re * re + im * im;
      float power = p == 2 ? 1 : (float) Math.sqrt(squared);
      dx.add(i, weight * power * re);
      dx.add(d + i, weight * power * im);
      sum += power * squared;
    }
    return weight / p * sum;
  }
}
