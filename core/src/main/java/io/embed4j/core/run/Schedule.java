package io.embed4j.core.run;

/**
 * How the learning rate changes: it rises linearly over the warm-up, then decays.
 *
 * @param warmUpEpochs epochs until the full rate, with fractions; 0 for none
 * @param decay what follows
 */
public record Schedule(double warmUpEpochs, Decay decay) {
  public Schedule {
    if (!(warmUpEpochs >= 0)) {
      throw new IllegalArgumentException(
          "warm-up-epochs must not be negative, but is " + warmUpEpochs);
    }
  }

  /** What follows the warm-up. */
  public sealed interface Decay {
    /** The rate stays. */
    record Constant() implements Decay {}

    /**
     * The rate is multiplied by {@code factor} after more than {@code patience} validations in a
     * row without a better result. PyTorch: ReduceLROnPlateau.
     */
    record Plateau(double factor, int patience) implements Decay {
      public Plateau {
        if (!(factor > 0 && factor < 1) || patience < 0) {
          throw new IllegalArgumentException(
              "plateau needs a factor in (0, 1) and a patience of at least 0, but has "
                  + factor
                  + " and "
                  + patience);
        }
      }

      /** Returns the factor of LibKGE's best runs and a patience typical of them. */
      public static Plateau defaults() {
        return new Plateau(0.95, 5);
      }
    }

    /** The rate falls linearly to {@code end} of the full rate in the last epoch. */
    record Linear(double end) implements Decay {
      /** Returns a fall to nothing. */
      public static Linear defaults() {
        return new Linear(0);
      }
    }

    /** The rate falls along half a cosine to {@code end} of the full rate in the last epoch. */
    record Cosine(double end) implements Decay {
      /** Returns a fall to nothing. */
      public static Cosine defaults() {
        return new Cosine(0);
      }
    }
  }

  /**
   * Returns the factor of the learning rate.
   *
   * @param progress epochs done, with fractions within an epoch
   * @param epochs epochs of the whole run
   * @param plateau the factor that validations have brought it to; 1 unless the decay is a plateau
   */
  public double factor(double progress, int epochs, double plateau) {
    if (progress < warmUpEpochs) {
      return progress / warmUpEpochs;
    }
    double left = epochs - warmUpEpochs;
    double done = left > 0 ? Math.min(1, (progress - warmUpEpochs) / left) : 1;
    return switch (decay) {
      case Decay.Constant _ -> 1;
      case Decay.Plateau _ -> plateau;
      case Decay.Linear(double end) -> 1 - (1 - end) * done;
      case Decay.Cosine(double end) -> end + (1 - end) * (1 + Math.cos(Math.PI * done)) / 2;
    };
  }
}
