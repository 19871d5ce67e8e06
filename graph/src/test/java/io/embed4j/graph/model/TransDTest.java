package io.embed4j.graph.model;

import java.util.List;

class TransDTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(
        new TransD(Comparison.L1, dim),
        new TransD(Comparison.L2, dim + 2),
        new TransD(Comparison.SQUARED_L2, (dim + 1) / 2));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length / 2;
    int k = r.length / 2;
    double[] difference = new double[k];
    for (int i = 0; i < k; i++) {
      difference[i] = r[i];
      for (int j = 0; j < d; j++) { // (M_rh h − M_rt t)ᵢ with M_rh = rₚ hₚᵀ + I
        double identity = i == j ? 1 : 0;
        difference[i] += (r[k + i] * h[d + j] + identity) * h[j];
        difference[i] -= (r[k + i] * t[d + j] + identity) * t[j];
      }
    }
    return Distance.negated(model.comparison(), difference);
  }
}
