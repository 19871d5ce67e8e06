package io.embed4j.graph.train.loss;

/** What a wrong score costs. */
public sealed interface Loss {
  /**
   * −log softmax of the true answer among the candidates (all entities, or the negatives and
   * itself). Lacroix et al. 2018; LibKGE: kl.
   *
   * @param labelSmoothing share of the label that is spread evenly over all candidates, in [0, 1)
   */
  record CrossEntropy(double labelSmoothing) implements Loss {
    /** Returns it without smoothing. */
    public static CrossEntropy defaults() {
      return new CrossEntropy(0);
    }
  }

  /**
   * Binary cross-entropy with logits offset + score, mean over the candidates of a query.
   *
   * @param offset added to every score; the γ of distance models, 0 for product models
   * @param labelSmoothing labels become (1 − s) y + s / 2, s in [0, 1)
   */
  record BinaryCrossEntropy(double offset, double labelSmoothing) implements Loss {
    /** Returns it for product models, without smoothing. */
    public static BinaryCrossEntropy defaults() {
      return new BinaryCrossEntropy(0, 0);
    }
  }

  /**
   * max(0, margin + negative − positive), mean over the negatives. Bordes et al. 2013.
   *
   * @param margin the required lead of the positive, above 0
   */
  record MarginRanking(double margin) implements Loss {
    /** Returns the margin of Bordes et al. 2013 for FB15k. */
    public static MarginRanking defaults() {
      return new MarginRanking(1);
    }
  }

  /**
   * softplus(−(margin + positive)) + Σ pⱼ softplus(margin + negativeⱼ) with p = softmax(temperature
   * · negatives) held constant. Sun et al. 2019, eq. 5.
   *
   * @param margin γ, added to every score
   * @param temperature α of the softmax over negatives; 0 weighs all equally
   */
  record SelfAdversarial(double margin, double temperature) implements Loss {
    /** Returns the setting of Sun et al. 2019 for FB15k-237. */
    public static SelfAdversarial defaults() {
      return new SelfAdversarial(9, 1);
    }
  }
}
