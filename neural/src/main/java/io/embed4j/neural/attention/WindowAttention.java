package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.Collections;
import java.util.Optional;

/**
 * Attention of the places of a window to each other: Liu et al.: Swin Transformer, 2021, section
 * 3.2. Thread-safe: no state.
 */
public final class WindowAttention {
  private final Windows windows;
  private final Linear projection;
  private final Linear output;
  private final Heads heads;
  private final WindowBias bias;

  /**
   * Makes a layer that cannot be trained.
   *
   * @param projection one product for queries, keys and values, in this order
   * @param output the last product
   * @param biases of distances within a window: those down × those across × heads
   */
  public WindowAttention(
      Windows windows, Linear projection, Linear output, Heads heads, float[] biases) {
    this.windows = windows;
    this.projection = projection;
    this.output = output;
    this.heads = heads;
    this.bias = WindowBias.of(windows, heads.count(), biases);
  }

  /** Returns the windows. */
  public Windows windows() {
    return windows;
  }

  /** Returns the last product. */
  public Linear output() {
    return output;
  }

  /**
   * Returns the result without the bias of {@link #output()}; the caller adds it to each row.
   *
   * @param x places × dim, grid by grid and {@linkplain Windows#place window by window}, as y
   */
  public Matrix product(Matrix x, Workspace space) {
    Matrix all = projection.forward(x, space); // places × (queries, keys, values)
    int keysAt = heads.queryWidth();
    int valuesAt = keysAt + heads.keyWidth();
    int area = windows.area();
    Segments segments = Segments.ofLengths(Collections.nCopies(x.rows() / area, area));
    Matrix mixed =
        new Attention(
                heads,
                Span.full(),
                Optional.of(bias),
                all.columnRange(0, keysAt),
                all.columnRange(keysAt, valuesAt),
                all.columnRange(valuesAt, all.columns()),
                segments,
                segments,
                Optional.empty())
            .forward(space);
    space.release(all);
    Matrix y = output.product(mixed, space); // places × dim
    space.release(mixed);
    return y;
  }
}
