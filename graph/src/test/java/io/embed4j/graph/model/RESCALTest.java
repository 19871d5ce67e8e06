package io.embed4j.graph.model;

import java.util.List;

class RESCALTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new RESCAL());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length;
    double score = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        score += h[i] * r[i * d + j] * t[j];
      }
    }
    return score;
  }
}
