package io.embed4j.neural.attention;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.matrix.StripProduct;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * softmax(scale · Q·Kᵀ + bias)·V in each sequence and head by itself: Vaswani et al. 2017, equation
 * 1. A few queries at a time, so that scores never leave the first-level cache and take no memory
 * that grows with the square of the length.
 *
 * <p>The bits of a sequence depend neither on the others nor on the number of threads: a thread
 * takes one head of one sequence at a time.
 *
 * @param q queries, tokens × heads · dim; as {@code k} and {@code v}, usually columns of one
 *     product
 * @param queries sequences of the rows of q
 * @param keys sequences of the rows of k and v, as many
 * @param softmaxes what {@link AttentionGradient} will need, in training
 */
record Attention(
    Heads heads,
    Span span,
    Optional<? extends ScoreBias> bias,
    Matrix q,
    Matrix k,
    Matrix v,
    Segments queries,
    Segments keys,
    Optional<Softmaxes> softmaxes) {
  private static final int ROWS = StripProduct.ROWS;

  /** Rows are filled up to a multiple of this with scores of −∞: whole vectors are faster. */
  private static final int WHOLE = 16;

  /** Returns tokens × heads · dim: the heads of a token beside each other. */
  Matrix forward(Workspace space) {
    Matrix out = space.matrix(q.rows(), heads.queryWidth());
    Workers workers = space.workers();
    int tasks = queries.count() * heads.keyCount();
    AtomicInteger next = new AtomicInteger();
    workers.forEach(
        Math.min(workers.threads(), tasks),
        thread -> {
          Lane lane = new Lane(out);
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            lane.attend(i / heads.keyCount(), i % heads.keyCount());
          }
        });
    return out;
  }

  /** What one thread needs. */
  private final class Lane {
    private final Matrix out;
    private final Workers alone = Workers.single();
    private final PackedMatrix packedKeys = PackedMatrix.empty(); // dim × keys
    private final PackedMatrix packedValues = PackedMatrix.empty(); // keys × dim
    private final int width = StripProduct.paddedColumns(keys.longest()) + WHOLE;
    private final int outWidth = StripProduct.paddedColumns(heads.dim());
    private final float[] strip = new float[ROWS * heads.dim()]; // queries
    private final float[] scores = new float[ROWS * width];
    private final float[] maxima = new float[ROWS];
    private final float[] sums = new float[ROWS];
    private final float[] outStrip = new float[ROWS * outWidth];

    Lane(Matrix out) {
      this.out = out;
    }

    /** All queries that share a head of keys, in one sequence. */
    void attend(int sequence, int keyHead) {
      int column = keyHead * heads.dim();
      int start = keys.start(sequence);
      int end = keys.end(sequence);
      Matrix headKeys = k.rowRange(start, end).columnRange(column, column + heads.dim());
      Matrix headValues = v.rowRange(start, end).columnRange(column, column + heads.dim());
      packedKeys.repack(headKeys.transposed(), alone);
      packedValues.repack(headValues, alone);
      int shared = heads.count() / heads.keyCount();
      for (int head = keyHead * shared; head < (keyHead + 1) * shared; head++) {
        for (int query = 0; query < queries.length(sequence); query += ROWS) {
          attendStrip(sequence, head, query, end - start);
        }
      }
    }

    private void attendStrip(int sequence, int head, int query, int keyCount) {
      int rows = Math.min(ROWS, queries.length(sequence) - query);
      int from = span.from(query);
      int to = span.to(query + rows - 1, keyCount);
      int row = queries.start(sequence) + query;
      loadQueries(row, rows, head);
      StripProduct.multiply(
          strip, 0, heads.dim(), heads.dim(), packedKeys, 0, from, to, scores, 0, width);
      exponentiate(sequence, head, query, rows, from, to, keyCount);
      StripProduct.multiply(
          scores,
          from,
          width,
          to - from,
          packedValues,
          from,
          0,
          heads.dim(),
          outStrip,
          0,
          outWidth);
      for (int i = 0; i < rows; i++) {
        Vectors.scaleInPlace(1 / sums[i], outStrip, i * outWidth, heads.dim());
      }
      for (int i = 0; i < rows; i++) {
        int at = (row + i) * out.rowStride() + head * heads.dim();
        System.arraycopy(outStrip, i * outWidth, out.data(), at, heads.dim());
      }
    }

    private void loadQueries(int row, int rows, int head) {
      int in = q.offset() + row * q.rowStride() + head * heads.dim();
      for (int i = 0; i < rows; i++) {
        System.arraycopy(q.data(), in + i * q.rowStride(), strip, i * heads.dim(), heads.dim());
      }
      Vectors.scaleInPlace(heads.scale(), strip, 0, rows * heads.dim());
    }

    /**
     * Replaces the scores of some queries by exp(score − max), those of keys that a query does not
     * see by 0, and notes their sums. Dividing by them is left to the end, where there is less to
     * divide. One thing for all queries after the other: what belongs to one query waits for
     * itself.
     */
    private void exponentiate(
        int sequence, int head, int query, int rows, int from, int to, int keyCount) {
      int n = (to - from + WHOLE - 1) / WHOLE * WHOLE;
      for (int i = 0; i < rows; i++) {
        bound(sequence, head, query + i, i * width, from, from + n, keyCount);
      }
      for (int i = 0; i < rows; i++) {
        maxima[i] = Vectors.max(scores, i * width + from, n);
      }
      for (int i = 0; i < rows; i++) {
        sums[i] = Vectors.exponentiateInPlace(scores, i * width + from, n, maxima[i]);
      }
      int row = queries.start(sequence) + query;
      for (int i = 0; i < rows && softmaxes.isPresent(); i++) {
        int first = span.from(query + i);
        int last = span.to(query + i, keyCount);
        int at = i * width + first;
        softmaxes.get().note(head, row + i, maxima[i], sums[i], scores, at, last - first, first);
      }
    }

    /** Adds the bias to the scores of a query, and makes those of keys that it does not see −∞. */
    private void bound(
        int sequence, int head, int query, int offset, int from, int end, int keyCount) {
      int first = span.from(query);
      int last = span.to(query, keyCount);
      if (bias.isPresent()) { // a lambda would be an object for each query
        bias.get().addTo(scores, offset + first, sequence, head, query, first, last - first);
      }
      Arrays.fill(scores, offset + from, offset + first, Float.NEGATIVE_INFINITY);
      Arrays.fill(scores, offset + last, offset + end, Float.NEGATIVE_INFINITY);
    }
  }
}
