package io.embed4j.graph.model;

import java.util.List;

class TuckERTest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new TuckER(1), new TuckER(3));
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length;
    int k = r.length;
    double score = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < k; j++) {
        for (int m = 0; m < d; m++) {
          score += shared[(i * k + j) * d + m] * h[i] * r[j] * t[m];
        }
      }
    }
    return score;
  }
}
