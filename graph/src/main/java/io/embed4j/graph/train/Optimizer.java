package io.embed4j.graph.train;

/** How a gradient changes the parameters; only the rows that a batch touches are updated. */
public sealed interface Optimizer {
  /** Returns the learning rate before any schedule. */
  double learningRate();

  /** x -= rate · g. */
  record Sgd(double learningRate) implements Optimizer {
    public Sgd {
      requireRate(learningRate);
    }

    /** Returns the rate of Bordes et al. 2013. */
    public static Sgd defaults() {
      return new Sgd(0.01);
    }
  }

  /**
   * x -= rate · g / √Σg². Duchi, Hazan, Singer 2011.
   *
   * @param rowWise one accumulator a row (the mean of g²) instead of one a float: half the memory
   */
  record Adagrad(double learningRate, boolean rowWise) implements Optimizer {
    public Adagrad {
      requireRate(learningRate);
    }

    /** Returns the rate of Lacroix et al. 2018, one accumulator a float. */
    public static Adagrad defaults() {
      return new Adagrad(0.1, false);
    }
  }

  /**
   * Adam with bias correction. Kingma, Ba 2015. Moments of rows that a batch does not touch stay as
   * they are.
   *
   * @param beta1 decay of the mean, in [0, 1)
   * @param beta2 decay of the squares, in [0, 1)
   */
  record Adam(double learningRate, double beta1, double beta2) implements Optimizer {
    public Adam {
      requireRate(learningRate);
    }

    /** Returns the settings of Kingma, Ba 2015. */
    public static Adam defaults() {
      return new Adam(1e-3, 0.9, 0.999);
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("learning-rate must be positive, but is " + rate);
    }
  }
}
