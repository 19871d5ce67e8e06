package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import java.util.Arrays;

/**
 * What windows see, one row a window: the channels of its first place, of the next one to the
 * right, and so on down; 0 in the padding. Thread-safe: no state.
 *
 * @param channel the first of the channels that are taken
 * @param channels how many are taken
 */
record Patches(
    Window window,
    Grids inputs,
    Segments inputRows,
    Grids outputs,
    Segments outputRows,
    int channel,
    int channels) {
  /** Returns the patches of all channels of a group. */
  static Patches of(Window window, Grids inputs, int group, int channels) {
    Grids outputs = inputs.after(window);
    return new Patches(
        window, inputs, inputs.segments(), outputs, outputs.segments(), group * channels, channels);
  }

  /** Returns the length of a row. */
  int width() {
    return window.places() * channels;
  }

  /** Writes the patches of the windows from {@code first} on, as many as {@code to} has rows. */
  void copy(Matrix x, int first, Matrix to) {
    int grid = outputRows.sequenceOf(first);
    for (int i = 0; i < to.rows(); i++) {
      while (first + i >= outputRows.end(grid)) {
        grid++;
      }
      int place = first + i - outputRows.start(grid);
      copyPatch(x, grid, place, to.data(), to.offset() + i * to.rowStride());
    }
  }

  private void copyPatch(Matrix x, int grid, int place, float[] to, int at) {
    int outWidth = outputs.widths()[grid];
    int height = inputs.heights()[grid];
    int width = inputs.widths()[grid];
    Window.Axis across = window.across();
    int top = place / outWidth * window.down().stride() - window.down().before();
    int left = place % outWidth * across.stride() - across.before();
    int from = Math.clamp(-left, 0, across.size());
    int end = Math.clamp(width - left, from, across.size());
    int line = across.size() * channels;
    for (int y = top; y < top + window.down().size(); y++) {
      if (y < 0 || y >= height || from == end) {
        Arrays.fill(to, at, at + line, 0);
      } else {
        Arrays.fill(to, at, at + from * channels, 0);
        int row = inputRows.start(grid) + y * width + left + from;
        copyPlaces(x, row, end - from, to, at + from * channels);
        Arrays.fill(to, at + end * channels, at + line, 0);
      }
      at += line;
    }
  }

  private void copyPlaces(Matrix x, int row, int places, float[] to, int at) {
    int in = x.offset() + row * x.rowStride() + channel;
    if (x.rowStride() == channels) {
      System.arraycopy(x.data(), in, to, at, places * channels);
      return;
    }
    for (int i = 0; i < places; i++) {
      System.arraycopy(x.data(), in + i * x.rowStride(), to, at + i * channels, channels);
    }
  }

  /**
   * Adds to the gradient of a place those of all windows that cover it, in their order.
   *
   * @param dPatches gradients of the patches from window {@code first} on
   * @param row of dx
   */
  void addGradient(Matrix dPatches, int first, int grid, int row, Matrix dx) {
    int width = inputs.widths()[grid];
    int outWidth = outputs.widths()[grid];
    int y = (row - inputRows.start(grid)) / width;
    int x = (row - inputRows.start(grid)) % width;
    Window.Axis down = window.down();
    Window.Axis across = window.across();
    int to = dx.offset() + row * dx.rowStride() + channel;
    int endY = down.endOver(y, outputs.heights()[grid]);
    int endX = across.endOver(x, outWidth);
    for (int outY = down.firstOver(y); outY < endY; outY++) {
      int inY = y + down.before() - outY * down.stride();
      for (int outX = across.firstOver(x); outX < endX; outX++) {
        int inX = x + across.before() - outX * across.stride();
        int patch = outputRows.start(grid) - first + outY * outWidth + outX;
        int at = patch * dPatches.rowStride() + (inY * across.size() + inX) * channels;
        Vectors.addScaled(1, dPatches.data(), dPatches.offset() + at, dx.data(), to, channels);
      }
    }
  }
}
