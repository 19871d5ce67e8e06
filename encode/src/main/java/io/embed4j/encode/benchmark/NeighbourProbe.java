package io.embed4j.encode.benchmark;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells classes by the votes of the nearest vectors whose classes are known, each weighed by
 * exp(cosine / 0.07): Wu et al.: Unsupervised Feature Learning via Non-Parametric Instance
 * Discrimination, 2018, section 3.4. It learns nothing, which {@link LinearProbe} does.
 *
 * @param vectors of length 1, at least one
 * @param classes one a vector, from 0
 * @param neighbours that vote, and those that are as near as the last of them; at least 1
 */
public record NeighbourProbe(List<float[]> vectors, int[] classes, int neighbours) {
  private static final int AT_ONCE = 256;
  private static final double TEMPERATURE = 0.07;

  public NeighbourProbe {
    require(neighbours >= 1, "neighbours", "must be at least 1", neighbours);
    if (vectors.isEmpty() || vectors.size() != classes.length) {
      throw new IllegalArgumentException(
          vectors.size() + " vectors do not fit " + classes.length + " classes");
    }
  }

  /** Returns the share of other vectors of length 1 whose class it tells. */
  public double accuracy(List<float[]> others, int[] theirClasses, Workers workers) {
    PackedMatrix known = PackedMatrix.pack(matrix(vectors).transposed());
    AtomicInteger right = new AtomicInteger();
    for (int from = 0; from < others.size(); from += AT_ONCE) {
      List<float[]> some = others.subList(from, Math.min(others.size(), from + AT_ONCE));
      Matrix cosines = Matrix.zeros(some.size(), vectors.size());
      Gemm.multiply(matrix(some), known, cosines, workers);
      int first = from;
      workers.forEach(
          some.size(), i -> right.addAndGet(vote(cosines, i) == theirClasses[first + i] ? 1 : 0));
    }
    return (double) right.get() / others.size();
  }

  private int vote(Matrix cosines, int row) {
    int start = row * cosines.rowStride();
    float[] sorted = Arrays.copyOfRange(cosines.data(), start, start + vectors.size());
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, sorted.length - neighbours)];
    double[] votes = new double[Arrays.stream(classes).max().orElse(0) + 1];
    for (int j = 0; j < classes.length; j++) {
      float cosine = cosines.at(row, j);
      if (cosine >= least) {
        votes[classes[j]] += Math.exp(cosine / TEMPERATURE);
      }
    }
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }

  private static Matrix matrix(List<float[]> rows) {
    int dim = rows.getFirst().length;
    Matrix matrix = Matrix.zeros(rows.size(), dim);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, matrix.data(), i * matrix.rowStride(), dim);
    }
    return matrix;
  }
}
