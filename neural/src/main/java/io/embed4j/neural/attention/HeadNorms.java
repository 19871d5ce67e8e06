package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.RmsNorm;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Workspace;
import java.util.List;

/**
 * Norms of each head of queries and keys: Dehghani et al.: Scaling Vision Transformers to 22
 * Billion Parameters, 2023; Qwen 3, Gemma 3. Thread-safe: no state.
 */
public record HeadNorms(RmsNorm queries, RmsNorm keys) {
  /** Normalises rows of queries, then keys; what stands behind them stays. */
  void applyInPlace(Matrix all, Heads heads, Workspace space) {
    space.forRows(
        all.rows(),
        row -> {
          int start = row * all.rowStride();
          for (int at = 0; at < heads.queryWidth() + heads.keyWidth(); at += heads.dim()) {
            norm(at, heads).applyInPlace(all.data(), start + at);
          }
        });
  }

  private RmsNorm norm(int column, Heads heads) {
    return column < heads.queryWidth() ? queries : keys;
  }

  /** Returns a copy of the first columns: queries and keys before they are normalised. */
  static Matrix input(Matrix all, int columns, Workspace space) {
    Matrix input = space.matrix(all.rows(), columns);
    space.forRows(
        all.rows(),
        row ->
            System.arraycopy(
                all.data(), row * all.rowStride(), input.data(), row * columns, columns));
    return input;
  }

  /** Replaces the gradients of queries and keys in {@code dAll} by those of the input. */
  void backwardInPlace(Matrix input, Matrix dAll, Heads heads, Workspace space) {
    RowSums.add(
        space,
        input.rows(),
        List.of(queries.gamma(), keys.gamma()),
        (row, sums, sumsAt) -> {
          int in = row * input.rowStride();
          int out = row * dAll.rowStride();
          for (int at = 0; at < input.columns(); at += heads.dim()) {
            int gradient = sumsAt + (at < heads.queryWidth() ? 0 : heads.dim());
            norm(at, heads)
                .backwardInPlace(input.data(), in + at, dAll.data(), out + at, sums, gradient);
          }
        });
  }
}
