package io.embed4j.graph.train.loss;

import io.embed4j.core.math.Vectors;
import java.util.Arrays;

/**
 * Loss and derivative of a positive triple and its sampled negatives, from their scores.
 *
 * <p>A negative of score −∞ is absent: it is not counted in any mean and its derivative is 0, so a
 * caller can strike out a false negative. Not thread-safe (it keeps scratch space): one per thread.
 * Sums run in the order of the scores, so equal scores give equal bits.
 */
public final class SampledLoss {
  private final Loss loss;
  private float[] scratch = new float[0];

  /** Makes the arithmetic of a loss. */
  public SampledLoss(Loss loss) {
    this.loss = loss;
  }

  /**
   * Replaces the scores of one positive and its {@code n} negatives by the derivatives of the loss
   * of this positive, as {@link Loss} defines it, and returns that loss. The mean over the
   * positives of a batch is the caller's: divide loss and derivatives by their number.
   *
   * @param positives holds the positive's score at {@code index}
   * @param negatives holds the negatives' scores from {@code offset}
   */
  public double differentiateInPlace(
      float[] positives, int index, float[] negatives, int offset, int n) {
    Negatives s = Negatives.of(negatives, offset, n);
    return switch (loss) {
      case Loss.CrossEntropy(double smoothing) -> crossEntropy(positives, index, s, smoothing);
      case Loss.BinaryCrossEntropy bce -> binaryCrossEntropy(positives, index, s, bce);
      case Loss.MarginRanking(double margin) -> marginRanking(positives, index, s, margin);
      case Loss.SelfAdversarial adversarial -> selfAdversarial(positives, index, s, adversarial);
    };
  }

  /** The scores of the negatives of one positive; {@code present} of the {@code n} are finite. */
  private record Negatives(float[] data, int offset, int n, int present) {
    static Negatives of(float[] data, int offset, int n) {
      int present = 0;
      for (int j = 0; j < n; j++) {
        if (isPresent(data[offset + j])) {
          present++;
        }
      }
      return new Negatives(data, offset, n, present);
    }

    static boolean isPresent(float score) {
      return score != Float.NEGATIVE_INFINITY;
    }

    double sum() {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += isPresent(data[offset + j]) ? data[offset + j] : 0;
      }
      return sum;
    }

    void scale(float factor) {
      Vectors.scaleInPlace(factor, data, offset, n);
    }
  }

  /** loss = log Z − Σ y s and ds = softmax − y, with y = 1 − ε + ε / (n + 1) or ε / (n + 1). */
  private double crossEntropy(float[] positives, int index, Negatives s, double smoothing) {
    double positive = positives[index];
    double even = smoothing / (s.present() + 1);
    double labelled = (1 - smoothing) * positive;
    if (smoothing > 0) {
      labelled += even * (positive + s.sum());
      save(s);
    }
    float max = Math.max(positives[index], Vectors.max(s.data(), s.offset(), s.n()));
    double sum = Vectors.exponentiateInPlace(s.data(), s.offset(), s.n(), max);
    double z = Math.exp(positive - max) + sum;
    s.scale((float) (1 / z));
    if (smoothing > 0) {
      subtractFromPresent(s, (float) even);
    }
    positives[index] = (float) (-sum / z + smoothing - even); // exp(s) / Z − 1 = −sum / Z
    return max + Math.log(z) - labelled;
  }

  /** loss = Σ softplus(x) − y x, ds = σ(x) − y, over n + 1; y = 1 − ε/2 or ε/2, x = γ + s. */
  private double binaryCrossEntropy(
      float[] positives, int index, Negatives s, Loss.BinaryCrossEntropy bce) {
    double gamma = bce.offset();
    double x = gamma + positives[index];
    double half = bce.labelSmoothing() / 2;
    double share = 1.0 / (s.present() + 1);
    double labelled = (1 - half) * x;
    if (half > 0) {
      labelled += half * (s.present() * gamma + s.sum());
      save(s);
    }
    double sum = Vectors.sigmoidInPlace(s.data(), s.offset(), s.n(), (float) gamma);
    s.scale((float) share);
    if (half > 0) {
      subtractFromPresent(s, (float) (share * half));
    }
    positives[index] =
        (float) (share * (half * Logistic.sigmoid(x) - (1 - half) * Logistic.sigmoid(-x)));
    return share * (Logistic.softplus(x) + sum - labelled);
  }

  /** loss = Σ max(0, margin + sⱼ − s) / n; ds = −violations / n, dsⱼ = 1 / n if violated. */
  private static double marginRanking(float[] positives, int index, Negatives s, double margin) {
    float lead = (float) (margin - positives[index]);
    float share = s.present() == 0 ? 0 : 1f / s.present();
    double sum = 0;
    int violations = 0;
    for (int j = s.offset(); j < s.offset() + s.n(); j++) {
      float violation = lead + s.data()[j];
      if (violation > 0) {
        sum += violation;
        violations++;
        s.data()[j] = share;
      } else {
        s.data()[j] = 0;
      }
    }
    positives[index] = -violations * share;
    return sum * share;
  }

  /** ds = −σ(−(γ + s)), dsⱼ = pⱼ σ(γ + sⱼ). */
  private double selfAdversarial(
      float[] positives, int index, Negatives s, Loss.SelfAdversarial adversarial) {
    double x = adversarial.margin() + positives[index];
    positives[index] = (float) -Logistic.sigmoid(-x);
    double loss = Logistic.softplus(-x);
    if (s.present() == 0) {
      Arrays.fill(s.data(), s.offset(), s.offset() + s.n(), 0);
      return loss;
    }
    if (adversarial.temperature() == 0) { // all weigh the same: fewer logarithms
      float gamma = (float) adversarial.margin();
      float share = 1f / s.present();
      double sum = Vectors.sigmoidInPlace(s.data(), s.offset(), s.n(), gamma);
      s.scale(share);
      return loss + share * sum;
    }
    float[] p = scratch(s.n());
    softmax(s, (float) adversarial.temperature(), p);
    float gamma = (float) adversarial.margin();
    return loss + Logistic.toWeightedSigmoidInPlace(s.data(), s.offset(), p, s.n(), gamma);
  }

  /** Writes softmax(temperature · s) to the front of {@code p}; absent negatives get 0. */
  private static void softmax(Negatives s, float temperature, float[] p) {
    for (int j = 0; j < s.n(); j++) {
      float score = s.data()[s.offset() + j];
      p[j] = Negatives.isPresent(score) ? temperature * score : score;
    }
    float max = Vectors.max(p, 0, s.n());
    float sum = Vectors.exponentiateInPlace(p, 0, s.n(), max);
    Vectors.scaleInPlace(1 / sum, p, 0, s.n());
  }

  private void save(Negatives s) {
    System.arraycopy(s.data(), s.offset(), scratch(s.n()), 0, s.n());
  }

  /** Subtracts a number where the saved score is that of a negative that is present. */
  private void subtractFromPresent(Negatives s, float value) {
    for (int j = 0; j < s.n(); j++) {
      s.data()[s.offset() + j] -= Negatives.isPresent(scratch[j]) ? value : 0;
    }
  }

  private float[] scratch(int n) {
    if (scratch.length < n) {
      scratch = new float[n];
    }
    return scratch;
  }
}
