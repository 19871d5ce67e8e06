package io.embed4j.graph.model;

import java.util.List;

class TransRTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(
        new TransR(Comparison.L1, dim),
        new TransR(Comparison.L2, dim + 2),
        new TransR(Comparison.SQUARED_L2, (dim + 1) / 2));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int k = model.queryWidth(h.length);
    double[] difference = new double[k];
    for (int j = 0; j < k; j++) {
      difference[j] = r[j];
      for (int i = 0; i < h.length; i++) {
        difference[j] += (h[i] - t[i]) * r[k + i * k + j];
      }
    }
    return Distance.negated(model.comparison(), difference);
  }
}
