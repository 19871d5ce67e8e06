package io.embed4j.graph.model;

import java.util.List;

class QuatETest extends InteractionContract {
  @Override
  List<Interaction> variants(int dim) {
    return List.of(new QuatE());
  }

  @Override
  double paperScore(Interaction model, double[] h, double[] r, double[] t, double[] shared) {

    int d = h.length / 4;
    double score = 0;
    for (int i = 0; i < d; i++) {
      double[] a = {h[i], h[d + i], h[2 * d + i], h[3 * d + i]};
      double[] b = {r[i], r[d + i], r[2 * d + i], r[3 * d + i]};
      double length = Math.sqrt(Distance.dot(b, 0, b, 0, 4));
      double[] product = { // Hamilton: i² = j² = k² = ijk = −1
        a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
        a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
        a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
        a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0]
      };
      for (int part = 0; part < 4; part++) {
        score += product[part] / length * t[part * d + i];
      }
    }
    return score;
  }
}
