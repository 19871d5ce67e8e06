package io.embed4j.graph.reason.recommend;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Initialization;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Matrix factorisation learnt by Bayesian personalised ranking: of what a user u likes (i) and has
 * not (j), the first is to score higher.
 *
 * <pre>
 *   score(u, i) = wᵤ · hᵢ + bᵢ
 *   maximise  Σ ln σ(score(u, i) − score(u, j)) − λ (‖wᵤ‖² + ‖hᵢ‖² + ‖hⱼ‖² + bᵢ² + bⱼ²) / 2</pre>
 *
 * <p>Rendle, Freudenthaler, Gantner, Schmidt-Thieme: BPR: Bayesian Personalized Ranking from
 * Implicit Feedback, UAI 2009, figure 4 and section 4.3.1; with the bias of an item that their
 * program MyMediaLite has. Triples (u, i, j) are drawn by a bootstrap, i uniformly from all likes
 * and j uniformly from what u does not like. One thread: every step sees the one before.
 */
final class BprFactors implements ItemScores {
  private static final double START_DEVIATION = 0.1;

  private final Settings settings;
  private final long seed;
  private final Ratings likes;
  private final int[][] likedByUser;
  private final Factors factors;
  private final float[] before;
  private int epoch;

  /** The parameters, which learning changes. */
  private record Factors(EmbeddingTable w, EmbeddingTable h, float[] b) implements ItemScores {
    float score(int user, int item) {
      int dim = w.width();
      return Vectors.dot(w.data(), user * dim, h.data(), item * dim, dim) + b[item];
    }

    @Override
    public void fill(int user, float[] scores) {
      for (int item = 0; item < b.length; item++) {
        scores[item] = score(user, item);
      }
    }
  }

  /**
   * How to learn.
   *
   * @param dim length of the vectors
   * @param rate learning rate
   * @param lambda regularisation of everything
   */
  record Settings(int dim, double rate, double lambda) {}

  BprFactors(Ratings train, Sizes sizes, Settings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    likes = train.likes();
    likedByUser = likes.itemsByUser(sizes.users());
    factors =
        new Factors(
            EmbeddingTable.zeros(sizes.users(), settings.dim),
            EmbeddingTable.zeros(sizes.items(), settings.dim),
            new float[sizes.items()]);
    before = new float[settings.dim];
    SplittableRandom random = Seeds.stream(seed, "bpr", 0);
    Initialization.fillNormal(Row.of(factors.w.data()), START_DEVIATION, random);
    Initialization.fillNormal(Row.of(factors.h.data()), START_DEVIATION, random);
  }

  /** Draws as many triples as there are likes. */
  void runEpoch() {
    epoch++;
    SplittableRandom random = Seeds.stream(seed, "bpr", epoch);
    for (int draw = 0; draw < likes.size(); draw++) {
      int row = random.nextInt(likes.size());
      int user = likes.users()[row];
      if (likedByUser[user].length < factors.b.length) {
        int other = random.nextInt(factors.b.length);
        while (Arrays.binarySearch(likedByUser[user], other) >= 0) {
          other = random.nextInt(factors.b.length);
        }
        step(user, likes.items()[row], other);
      }
    }
  }

  private void step(int user, int i, int j) {
    int dim = settings.dim;
    float rate = (float) settings.rate;
    float keep = (float) (1 - settings.rate * settings.lambda);
    double difference = factors.score(user, i) - factors.score(user, j);
    float gain = (float) (settings.rate / (1 + StrictMath.exp(difference)));
    float[] users = factors.w.data();
    float[] items = factors.h.data();
    float[] b = factors.b;
    System.arraycopy(users, user * dim, before, 0, dim);
    Vectors.scaleInPlace(keep, users, user * dim, dim);
    Vectors.addScaled(gain, items, i * dim, users, user * dim, dim); // w += η (e (hᵢ − hⱼ) − λ w)
    Vectors.addScaled(-gain, items, j * dim, users, user * dim, dim);
    Vectors.scaleInPlace(keep, items, i * dim, dim);
    Vectors.addScaled(gain, before, 0, items, i * dim, dim); // hᵢ += η (e w − λ hᵢ)
    Vectors.scaleInPlace(keep, items, j * dim, dim);
    Vectors.addScaled(-gain, before, 0, items, j * dim, dim); // hⱼ += η (−e w − λ hⱼ)
    b[i] += gain - rate * (float) settings.lambda * b[i];
    b[j] += -gain - rate * (float) settings.lambda * b[j];
  }

  @Override
  public void fill(int user, float[] scores) {
    factors.fill(user, scores);
  }

  /** Returns the scores as they are now; learning on does not change them. */
  ItemScores copy() {
    return new Factors(factors.w.copy(), factors.h.copy(), factors.b.clone());
  }
}
