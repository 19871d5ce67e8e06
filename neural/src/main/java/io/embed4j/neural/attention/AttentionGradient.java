package io.embed4j.neural.attention;

import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.matrix.StripProduct;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way back through {@link Attention}: with S the scores, P their softmax, O = P·V, and dropped
 * weights left out of P in the products with V,
 *
 * <pre>
 *   dV = Pᵀ·dO    dP = dO·Vᵀ    dS = P ⊙ (dP − D), D the row sums of dO ⊙ O
 *   dQ = scale · dS·K    dK = dSᵀ · (scale · Q)
 * </pre>
 *
 * <p>Dao et al.: FlashAttention, 2022, algorithm 4. P is made anew from {@link Softmaxes}, a few
 * keys and all queries at a time, so that memory grows with the length and not with its square. A
 * thread takes one head of keys of one sequence at a time, so that no sum depends on the number of
 * threads.
 *
 * @param out what {@link Attention#forward} has returned
 * @param dOut its gradient
 * @param dq where the gradients of queries go; as for {@code dk} and {@code dv}, what is there is
 *     overwritten
 * @param biases where those of the bias's reversed table go, if there is one: sequences × heads ×
 *     distances, zeros at first
 */
record AttentionGradient(
    Attention attention,
    Softmaxes softmaxes,
    Matrix out,
    Matrix dOut,
    Matrix dq,
    Matrix dk,
    Matrix dv,
    BiasSums biases) {
  private static final int ROWS = StripProduct.ROWS;

  /** Keys of a block, a multiple of ROWS: dS of a block and all queries is kept for dQ. */
  private static final int BLOCK = 16 * ROWS;

  /** Gradients of biases. */
  record BiasSums(float[] sums, RelativeBias.Table table) {
    /** Returns what attention without a bias needs. */
    static BiasSums none() {
      return new BiasSums(new float[0], new RelativeBias.Table(new float[0], 0, 0));
    }

    boolean exist() {
      return sums.length > 0;
    }
  }

  void run(Workspace space) {
    Workers workers = space.workers();
    int keyHeads = attention.heads().keyCount();
    int tasks = attention.queries().count() * keyHeads;
    AtomicInteger next = new AtomicInteger();
    workers.forEach(
        Math.min(workers.threads(), tasks),
        thread -> {
          Lane lane = new Lane();
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            lane.keyHead(i / keyHeads, i % keyHeads);
          }
        });
  }

  /** What one thread needs. */
  private final class Lane {
    private final Workers alone = Workers.single();
    private final Heads heads = attention.heads();
    private final int dim = heads.dim();
    private final Span seenBy = attention.span().reversed();
    private final int longest = attention.queries().longest();
    private final int width = StripProduct.paddedColumns(longest);
    private final PackedMatrix keys = PackedMatrix.empty(); // keys × dim
    private final PackedMatrix queries = PackedMatrix.empty(); // queries × dim
    private final PackedMatrix turnedQueries = PackedMatrix.empty(); // dim × queries
    private final PackedMatrix upstream = PackedMatrix.empty(); // queries × dim, dO
    private final PackedMatrix turnedUpstream = PackedMatrix.empty(); // dim × queries
    private final float[] scaled = new float[longest * dim]; // scale · Q
    private final float[] means = new float[longest]; // D
    private final float[] strip = new float[ROWS * dim]; // rows of K or V
    private final float[] p = new float[ROWS * width]; // keys × queries
    private final float[] dropped = softmaxes.drops() ? new float[ROWS * width] : p;
    private final float[] ds = new float[ROWS * width]; // keys × queries, first dP
    private final float[] block = new float[(longest + ROWS) * BLOCK]; // dS, queries × keys
    private final int sumsWidth = StripProduct.paddedColumns(dim);
    private final float[] sums = new float[ROWS * sumsWidth];
    private int sequence;
    private int head;
    private int firstQuery;
    private int queryCount;
    private int firstKey;

    /** All queries that share a head of keys, in one sequence. */
    void keyHead(int sequence, int keyHead) {
      this.sequence = sequence;
      firstQuery = attention.queries().start(sequence);
      queryCount = attention.queries().length(sequence);
      firstKey = attention.keys().start(sequence);
      int keyCount = attention.keys().length(sequence);
      int column = keyHead * dim;
      keys.repack(view(attention.k(), firstKey, keyCount, column), alone);
      clear(view(dk, firstKey, keyCount, column));
      clear(view(dv, firstKey, keyCount, column));
      int shared = heads.count() / heads.keyCount();
      for (head = keyHead * shared; head < (keyHead + 1) * shared; head++) {
        loadQueries();
        for (int key = 0; key < keyCount; key += BLOCK) {
          block(key, Math.min(keyCount, key + BLOCK), column);
        }
      }
    }

    private Matrix view(Matrix x, int row, int rows, int column) {
      return x.rowRange(row, row + rows).columnRange(column, column + dim);
    }

    private static void clear(Matrix x) {
      for (int i = 0; i < x.rows(); i++) {
        int at = x.offset() + i * x.rowStride();
        Arrays.fill(x.data(), at, at + x.columns(), 0);
      }
    }

    private void loadQueries() {
      Matrix q = view(attention.q(), firstQuery, queryCount, head * dim);
      Matrix o = view(out, firstQuery, queryCount, head * dim);
      Matrix d = view(dOut, firstQuery, queryCount, head * dim);
      for (int i = 0; i < queryCount; i++) {
        int in = q.offset() + i * q.rowStride();
        System.arraycopy(q.data(), in, scaled, i * dim, dim);
        int upstreamAt = d.offset() + i * d.rowStride();
        int outAt = o.offset() + i * o.rowStride();
        means[i] = Vectors.dot(d.data(), upstreamAt, o.data(), outAt, dim);
      }
      Vectors.scaleInPlace(heads.scale(), scaled, 0, queryCount * dim);
      Matrix scaledQueries = Matrix.of(scaled, queryCount, dim);
      queries.repack(scaledQueries, alone);
      turnedQueries.repack(scaledQueries.transposed(), alone);
      upstream.repack(d, alone);
      turnedUpstream.repack(d.transposed(), alone);
      clear(view(dq, firstQuery, queryCount, head * dim));
    }

    /** Some keys and all queries that see one of them. */
    private void block(int key, int toKey, int column) {
      int from = seenBy.from(key);
      int to = seenBy.to(toKey - 1, queryCount);
      Arrays.fill(block, from * BLOCK, Math.max(from, to) * BLOCK, 0);
      for (int first = key; first < toKey; first += ROWS) {
        strip(first, Math.min(ROWS, toKey - first), first - key, column);
      }
      for (int query = from; query < to; query += ROWS) {
        StripProduct.multiply(
            block, query * BLOCK, BLOCK, toKey - key, keys, key, 0, dim, sums, 0, sumsWidth);
        int rows = Math.min(ROWS, to - query);
        addSums(heads.scale(), dq, firstQuery + query, head * dim, rows);
      }
    }

    private void strip(int key, int rows, int blockColumn, int column) {
      int from = seenBy.from(key);
      int to = seenBy.to(key + rows - 1, queryCount);
      if (from >= to) {
        return;
      }
      scores(attention.k(), key, rows, column, turnedQueries, from, to, p);
      scores(attention.v(), key, rows, column, turnedUpstream, from, to, ds);
      for (int i = 0; i < rows; i++) {
        softmax(key + i, i * width, from, to);
      }
      multiply(dropped, from, to, upstream);
      addSums(1, dv, firstKey + key, column, rows);
      multiply(ds, from, to, queries);
      addSums(1, dk, firstKey + key, column, rows);
      for (int query = from; query < to; query++) {
        for (int i = 0; i < rows; i++) {
          block[query * BLOCK + blockColumn + i] = ds[i * width + query];
        }
      }
    }

    /** c = rows of x · packed, the columns from {@code from} to {@code to}. */
    private void scores(
        Matrix x, int key, int rows, int column, PackedMatrix packed, int from, int to, float[] c) {
      int in = x.offset() + (firstKey + key) * x.rowStride() + column;
      for (int i = 0; i < rows; i++) {
        System.arraycopy(x.data(), in + i * x.rowStride(), strip, i * dim, dim);
      }
      StripProduct.multiply(strip, 0, dim, dim, packed, 0, from, to, c, 0, width);
    }

    /** sums = x · packed, over the queries from {@code from} to {@code to}. */
    private void multiply(float[] x, int from, int to, PackedMatrix packed) {
      StripProduct.multiply(x, from, width, to - from, packed, from, 0, dim, sums, 0, sumsWidth);
    }

    private void addSums(float scale, Matrix to, int row, int column, int rows) {
      for (int i = 0; i < rows; i++) {
        int at = to.offset() + (row + i) * to.rowStride() + column;
        Vectors.addScaled(scale, sums, i * sumsWidth, to.data(), at, dim);
      }
    }

    /** One key: scores to weights, and dP to dS; those of queries that do not see it are 0. */
    private void softmax(int key, int offset, int from, int to) {
      int first = seenBy.from(key);
      int last = seenBy.to(key, queryCount);
      int n = last - first;
      int at = offset + first;
      if (biases.exist()) {
        biases.table.addTo(p, at, head, first - key, n);
      }
      int rowAt = softmaxes.at(head, firstQuery + first);
      FunctionGradients.probabilitiesInPlace(
          p, at, n, softmaxes.maxima(), softmaxes.factors(), rowAt);
      clearAround(p, offset, from, first, last, to);
      clearAround(ds, offset, from, first, last, to);
      if (softmaxes.drops()) {
        System.arraycopy(p, offset + from, dropped, offset + from, to - from);
        softmaxes.dropout().applyToKey(dropped, at, n, softmaxes.rowKeys(), rowAt, key);
        softmaxes.dropout().applyToKey(ds, at, n, softmaxes.rowKeys(), rowAt, key);
      }
      FunctionGradients.softmaxInPlace(p, at, ds, at, n, means, first);
      if (biases.exist()) {
        int distances = biases.table.distances();
        int table = (sequence * heads.count() + head) * distances + biases.table.zero();
        Vectors.addScaled(1, ds, at, biases.sums, table + first - key, n);
      }
    }

    private static void clearAround(float[] x, int offset, int from, int first, int last, int to) {
      Arrays.fill(x, offset + from, offset + first, 0);
      Arrays.fill(x, offset + last, offset + to, 0);
    }
  }
}
