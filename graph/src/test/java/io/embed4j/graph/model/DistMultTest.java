package io.embed4j.graph.model;

import java.util.List;

class DistMultTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new DistMult());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    double score = 0;
    for (int i = 0; i < h.length; i++) {
      score += h[i] * r[i] * t[i];
    }
    return score;
  }
}
