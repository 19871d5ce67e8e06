package io.embed4j.graph.model;

import java.util.List;

class TransETest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(
        new TransE(Comparison.L1), new TransE(Comparison.L2), new TransE(Comparison.SQUARED_L2));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    double[] difference = new double[h.length];
    for (int i = 0; i < h.length; i++) {
      difference[i] = h[i] + r[i] - t[i];
    }
    return Distance.negated(model.comparison(), difference);
  }
}
