package io.embed4j.graph.model;

import java.util.List;

class ComplExTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new ComplEx());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length / 2;
    double score = 0;
    for (int i = 0; i < d; i++) { // eq. 11 of the paper
      score += h[i] * r[i] * t[i];
      score += h[d + i] * r[i] * t[d + i];
      score += h[i] * r[d + i] * t[d + i];
      score -= h[d + i] * r[d + i] * t[i];
    }
    return score;
  }
}
