package io.embed4j.graph.model;

import java.util.List;

class RotatETest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new RotatE(Comparison.MODULUS), new RotatE(Comparison.L2));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = r.length;
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double re = h[i] * Math.cos(r[i]) - h[d + i] * Math.sin(r[i]) - t[i];
      double im = h[i] * Math.sin(r[i]) + h[d + i] * Math.cos(r[i]) - t[d + i];
      sum += model.comparison() == Comparison.L2 ? re * re + im * im : Math.hypot(re, im);
    }
    return model.comparison() == Comparison.L2 ? -Math.sqrt(sum) : -sum;
  }
}
