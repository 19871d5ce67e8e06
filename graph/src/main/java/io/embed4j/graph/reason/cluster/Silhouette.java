package io.embed4j.graph.reason.cluster;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.reason.similar.UnitVectors;
import java.util.Arrays;

/**
 * The mean silhouette (Rousseeuw 1987) by cosine distance: (b − a) / max(a, b), with a the mean
 * distance of an entity to the others of its cluster, and b the least mean distance to those of
 * another one; 0 for an entity alone in its cluster, and if there is one cluster only.
 *
 * <p>The mean of 1 − x·y over the entities y of a cluster is 1 − x·Σy / size, so that sums over
 * clusters replace pairs of entities: exact in O(entities · k · width), and no sample is needed.
 */
final class Silhouette {
  private static final int BLOCK = 256;

  private Silhouette() {}

  static double mean(UnitVectors vectors, Clustering clustering, Workers workers) {
    int n = vectors.size();
    int width = vectors.table().width();
    EmbeddingTable sums = EmbeddingTable.zeros(clustering.k(), width);
    sumRows(vectors, clustering, sums, workers);
    PackedMatrix columns = PackedMatrix.empty();
    columns.repack(Matrix.of(sums.data(), sums.rows(), width).transposed(), workers);
    double[] values = new double[n];
    workers.forEach(
        (n + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          Matrix rows = vectors.rows().rowRange(from, Math.min(n, from + BLOCK));
          Matrix dots = Matrix.zeros(rows.rows(), sums.rows());
          Gemm.multiply(rows, columns, dots, workers);
          for (int i = 0; i < rows.rows(); i++) {
            float self = Vectors.squaredNorm(vectors.table().data(), (from + i) * width, width);
            values[from + i] = value(clustering, clustering.clusters()[from + i], dots, i, self);
          }
        });
    return Arrays.stream(values).average().orElse(0);
  }

  private static void sumRows(
      UnitVectors vectors, Clustering clustering, EmbeddingTable sums, Workers workers) {
    int width = sums.width();
    workers.forEach(
        clustering.k(),
        c -> {
          for (int i = 0; i < vectors.size(); i++) {
            if (clustering.clusters()[i] == c) {
              Vectors.addScaled(
                  1, vectors.table().data(), i * width, sums.data(), c * width, width);
            }
          }
        });
  }

  private static double value(Clustering clustering, int own, Matrix dots, int row, float self) {
    int others = clustering.sizes()[own] - 1;
    double b = Double.POSITIVE_INFINITY;
    for (int c = 0; c < clustering.k(); c++) {
      if (c != own && clustering.sizes()[c] > 0) {
        b = Math.min(b, 1 - (double) dots.at(row, c) / clustering.sizes()[c]);
      }
    }
    if (others == 0 || Double.isInfinite(b)) {
      return 0;
    }
    double a = 1 - ((double) dots.at(row, own) - self) / others;
    double larger = Math.max(a, b);
    return larger > 0 ? (b - a) / larger : 0;
  }
}
