package io.embed4j.encode.benchmark.measure;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents in the order of their products with queries: every document is compared, nothing is
 * approximated. Equal products (as floats) are ordered by the id of the document, descending by
 * bytes of UTF-8, as trec_eval does.
 *
 * <p>The result does not depend on the number of threads.
 */
public final class Ranking {
  /** Rows of queries whose products are in memory at a time. */
  private static final int BLOCK = 64;

  private final PackedMatrix documents;

  /** Documents in the order in which they win ties, and the place of each document in it. */
  private final int[] byTie;

  private final int[] tiePlace;

  /**
   * Prepares documents.
   *
   * @param documents one row a document
   * @param ids one id a document
   */
  public Ranking(Matrix documents, List<String> ids) {
    if (documents.rows() != ids.size()) {
      throw new IllegalArgumentException(
          "ids must be as many as documents, " + documents.rows() + ", but are " + ids.size());
    }
    this.documents = PackedMatrix.pack(documents.transposed());
    List<byte[]> bytes = ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toList();
    this.byTie =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparing(bytes::get, Arrays::compareUnsigned).reversed())
            .mapToInt(i -> i)
            .toArray();
    this.tiePlace = new int[byTie.length];
    for (int place = 0; place < byTie.length; place++) {
      tiePlace[byTie[place]] = place;
    }
  }

  /** Returns for each row of queries the indices of the best documents, at most {@code depth}. */
  public int[][] best(Matrix queries, int depth, Workers workers) {
    int[][] best = new int[queries.rows()][];
    Matrix products = Matrix.zeros(Math.min(BLOCK, queries.rows()), documents.columns());
    for (int from = 0; from < queries.rows(); from += BLOCK) {
      int first = from;
      int rows = Math.min(BLOCK, queries.rows() - from);
      Matrix block = products.rowRange(0, rows);
      Gemm.multiply(queries.rowRange(from, from + rows), documents, block, workers);
      workers.forEach(rows, i -> best[first + i] = best(block.rowRange(i, i + 1), depth));
    }
    return best;
  }

  private int[] best(Matrix row, int depth) {
    long[] keys = new long[row.columns()];
    for (int j = 0; j < keys.length; j++) {
      keys[j] = descending(row.at(0, j)) << 32 | tiePlace[j];
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).limit(depth).mapToInt(key -> byTie[(int) key]).toArray();
  }

  /** Returns a number that is smaller the larger the score; -0 counts as 0. */
  private static long descending(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
  }
}
