package io.embed4j.graph.reason.cluster;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Spherical k-means (Dhillon, Modha 2001): centres are of length 1 too, and every entity belongs to
 * the centre of greatest cosine. Starts are chosen as in k-means++ (Arthur, Vassilvitskii 2007): an
 * entity becomes the next centre with a probability that grows as its squared distance to the
 * nearest centre, 2 − 2 cosine. Of {@value #STARTS} starts the best is kept.
 *
 * <p>O(entities · k · width) a round. The same seed gives the same bits on any number of threads:
 * threads share entities when these look for centres, and clusters when these look for theirs.
 */
final class SphericalKMeans {
  private static final int STARTS = 3;
  private static final int MOST_ROUNDS = 100;
  private static final int BLOCK = 256;

  private final UnitVectors vectors;
  private final Workers workers;

  SphericalKMeans(UnitVectors vectors, Workers workers) {
    this.vectors = vectors;
    this.workers = workers;
  }

  /** Returns the best clustering of a few starts; k is from 1 to the number of entities. */
  Clustering cluster(int k, long seed) {
    Clustering best = run(k, Seeds.stream(seed, "k-means " + k, 0));
    for (int start = 1; start < STARTS; start++) {
      Clustering other = run(k, Seeds.stream(seed, "k-means " + k, start));
      best = other.objective() > best.objective() ? other : best;
    }
    return best;
  }

  private Clustering run(int k, SplittableRandom random) {
    EmbeddingTable centres = start(k, random);
    Clustering clustering = assign(centres);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Clustering before = clustering;
      move(centres, before);
      clustering = assign(centres);
      if (Arrays.equals(before.clusters(), clustering.clusters())) {
        break;
      }
    }
    return clustering;
  }

  /** k-means++; where all entities coincide with a centre, any of them is taken. */
  private EmbeddingTable start(int k, SplittableRandom random) {
    int n = vectors.size();
    EmbeddingTable centres = EmbeddingTable.zeros(k, vectors.table().width());
    double[] weights = new double[n]; // squared distances to the nearest centre
    Arrays.fill(weights, Double.MAX_VALUE);
    int chosen = random.nextInt(n);
    for (int c = 0; c < k; c++) {
      copy(chosen, centres, c);
      nearer(weights, centres, c);
      double total = Arrays.stream(weights).sum();
      double drawn = random.nextDouble() * total;
      chosen = total > 0 ? draw(weights, drawn) : random.nextInt(n);
    }
    return centres;
  }

  private static int draw(double[] weights, double drawn) {
    double left = drawn;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last; // rounding
  }

  private void nearer(double[] weights, EmbeddingTable centres, int centre) {
    forEntities(
        i -> weights[i] = Math.min(weights[i], Math.max(0, 2 - 2.0 * cosine(i, centres, centre))));
  }

  private float cosine(int entity, EmbeddingTable centres, int centre) {
    int width = centres.width();
    return Vectors.dot(
        vectors.table().data(), entity * width, centres.data(), centre * width, width);
  }

  private void forEntities(IntConsumer body) {
    int n = vectors.size();
    workers.forEach(
        (n + BLOCK - 1) / BLOCK,
        block -> {
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            body.accept(i);
          }
        });
  }

  private void copy(int entity, EmbeddingTable centres, int centre) {
    int width = centres.width();
    System.arraycopy(vectors.table().data(), entity * width, centres.data(), centre * width, width);
  }

  /** Each entity goes to the centre of greatest cosine, of equal ones to the first. */
  private Clustering assign(EmbeddingTable centres) {
    int n = vectors.size();
    int[] clusters = new int[n];
    float[] cosines = new float[n];
    PackedMatrix columns = PackedMatrix.empty();
    Matrix all = Matrix.of(centres.data(), centres.rows(), centres.width());
    columns.repack(all.transposed(), workers);
    workers.forEach(
        (n + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          Matrix rows = vectors.rows().rowRange(from, Math.min(n, from + BLOCK));
          Matrix scores = Matrix.zeros(rows.rows(), centres.rows());
          Gemm.multiply(rows, columns, scores, workers);
          for (int i = 0; i < rows.rows(); i++) {
            int best = 0;
            for (int c = 1; c < centres.rows(); c++) {
              best = scores.at(i, c) > scores.at(i, best) ? c : best;
            }
            clusters[from + i] = best;
            cosines[from + i] = scores.at(i, best);
          }
        });
    int[] sizes = new int[centres.rows()];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return new Clustering(clusters, cosines, sizes);
  }

  /** Centres go to the sum of their entities; one without any goes to the worst placed entity. */
  private void move(EmbeddingTable centres, Clustering clustering) {
    int width = centres.width();
    int[][] members = new int[centres.rows()][];
    Arrays.setAll(members, c -> new int[clustering.sizes()[c]]);
    int[] next = new int[centres.rows()];
    for (int i = 0; i < vectors.size(); i++) {
      int cluster = clustering.clusters()[i];
      members[cluster][next[cluster]++] = i;
    }
    workers.forEach(
        centres.rows(),
        c -> {
          int offset = c * width;
          Arrays.fill(centres.data(), offset, offset + width, 0);
          for (int i : members[c]) {
            Vectors.addScaled(1, vectors.table().data(), i * width, centres.data(), offset, width);
          }
          float norm = (float) Math.sqrt(Vectors.squaredNorm(centres.data(), offset, width));
          if (norm > 0) {
            Vectors.scaleInPlace(1 / norm, centres.data(), offset, width);
          }
        });
    boolean[] taken = new boolean[vectors.size()];
    for (int c = 0; c < centres.rows(); c++) {
      if (clustering.sizes()[c] == 0) {
        int worst = worstPlaced(clustering, taken);
        taken[worst] = true;
        copy(worst, centres, c);
      }
    }
  }

  private static int worstPlaced(Clustering clustering, boolean[] taken) {
    int worst = -1;
    for (int i = 0; i < taken.length; i++) {
      boolean worse = worst < 0 || clustering.cosines()[i] < clustering.cosines()[worst];
      worst = !taken[i] && worse ? i : worst;
    }
    return worst;
  }
}
