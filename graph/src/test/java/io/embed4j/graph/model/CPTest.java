package io.embed4j.graph.model;

import java.util.List;

class CPTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new CP());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = r.length;
    double score = 0;
    for (int i = 0; i < d; i++) {
      score += h[i] * r[i] * t[d + i];
    }
    return score;
  }
}
