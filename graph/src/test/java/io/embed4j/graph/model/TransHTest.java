package io.embed4j.graph.model;

import java.util.List;

class TransHTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(
        new TransH(Comparison.L1), new TransH(Comparison.L2), new TransH(Comparison.SQUARED_L2));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length;
    double length = Math.sqrt(Distance.dot(r, d, r, d, d));
    double wh = Distance.dot(r, d, h, 0, d) / length;
    double wt = Distance.dot(r, d, t, 0, d) / length;
    double[] difference = new double[d];
    for (int i = 0; i < d; i++) {
      double w = r[d + i] / length;
      difference[i] = h[i] - wh * w + r[i] - (t[i] - wt * w);
    }
    return Distance.negated(model.comparison(), difference);
  }
}
