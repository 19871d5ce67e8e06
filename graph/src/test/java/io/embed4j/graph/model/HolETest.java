package io.embed4j.graph.model;

import java.util.List;

class HolETest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new HolE());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length;
    double score = 0;
    for (int k = 0; k < d; k++) {
      for (int i = 0; i < d; i++) {
        score += r[k] * h[i] * t[(i + k) % d];
      }
    }
    return score;
  }
}
