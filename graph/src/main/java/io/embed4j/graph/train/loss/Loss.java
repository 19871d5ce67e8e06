package io.embed4j.graph.train.loss;

/**
 * What a wrong score costs. The formulas are those of one positive of score s and its n negatives
 * of scores s₁ … sₙ; a batch takes the mean over its positives.
 */
public sealed interface Loss {
  /**
   * −log softmax of the true answer among the candidates (all entities, or the negatives and
   * itself). Lacroix et al. 2018; LibKGE: kl.
   *
   * <pre>  −Σⱼ yⱼ log softmax(s, s₁ … sₙ)ⱼ</pre>
   *
   * @param labelSmoothing share of the label that is spread evenly over all candidates, in [0, 1)
   */
  record CrossEntropy(double labelSmoothing) implements Loss {
    public CrossEntropy {
      requireSmoothing(labelSmoothing);
    }

    /** Returns it without smoothing. */
    public static CrossEntropy defaults() {
      return new CrossEntropy(0);
    }
  }

  /**
   * Binary cross-entropy with logits offset + score, mean over the candidates of a query.
   *
   * <pre>  1 / (n + 1) · Σⱼ softplus(xⱼ) − yⱼ xⱼ,   x = offset + s</pre>
   *
   * @param offset added to every score; the γ of distance models, 0 for product models
   * @param labelSmoothing labels become (1 − s) y + s / 2, s in [0, 1)
   */
  record BinaryCrossEntropy(double offset, double labelSmoothing) implements Loss {
    public BinaryCrossEntropy {
      requireFinite("offset", offset);
      requireSmoothing(labelSmoothing);
    }

    /** Returns it for product models, without smoothing. */
    public static BinaryCrossEntropy defaults() {
      return new BinaryCrossEntropy(0, 0);
    }
  }

  /**
   * max(0, margin + negative − positive), mean over the negatives. Bordes et al. 2013, where it is
   * a sum.
   *
   * <pre>  1 / n · Σⱼ max(0, margin + sⱼ − s)</pre>
   *
   * @param margin the required lead of the positive, above 0
   */
  record MarginRanking(double margin) implements Loss {
    public MarginRanking {
      requireFinite("margin", margin);
      if (margin <= 0) {
        throw new IllegalArgumentException("margin must be positive, but is " + margin);
      }
    }

    /** Returns the margin of Bordes et al. 2013 for FB15k. */
    public static MarginRanking defaults() {
      return new MarginRanking(1);
    }
  }

  /**
   * Logistic loss with the negatives weighted by their own softmax. Sun et al. 2019, eq. 5 (their
   * program halves it).
   *
   * <pre>
   *   softplus(−(margin + s)) + Σⱼ pⱼ softplus(margin + sⱼ),
   *   p = softmax(temperature · s₁ … sₙ), held constant</pre>
   *
   * @param margin γ, added to every score
   * @param temperature α of the softmax over negatives, at least 0; 0 weighs all equally
   */
  record SelfAdversarial(double margin, double temperature) implements Loss {
    public SelfAdversarial {
      requireFinite("margin", margin);
      requireFinite("temperature", temperature);
      if (temperature < 0) {
        throw new IllegalArgumentException(
            "temperature must not be negative, but is " + temperature);
      }
    }

    /** Returns the setting of Sun et al. 2019 for FB15k-237. */
    public static SelfAdversarial defaults() {
      return new SelfAdversarial(9, 1);
    }
  }

  private static void requireSmoothing(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label-smoothing must be at least 0 and below 1, but is " + labelSmoothing);
    }
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number, but is " + value);
    }
  }
}
