package io.embed4j.neural.convolution;

import io.embed4j.neural.layer.Segments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes of the grids of a batch: pictures, spectrograms, or sounds, whose height is 1. A place
 * of a grid is a row of a matrix, whose columns are channels; places go from left to right, then
 * down, and grids one after the other, of whatever sizes. Thread-safe.
 *
 * @param heights one a grid, not copied
 * @param widths as many, not copied
 */
public record Grids(int[] heights, int[] widths) {
  public Grids {
    if (heights.length != widths.length) {
      throw new IllegalArgumentException(
          heights.length + " heights do not fit " + widths.length + " widths");
    }
    if (IntStream.concat(Arrays.stream(heights), Arrays.stream(widths)).anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException("heights and widths must be at least 1");
    }
  }

  /** Returns as many grids of the same size. */
  public static Grids of(int count, int height, int width) {
    int[] heights = new int[count];
    int[] widths = new int[count];
    Arrays.fill(heights, height);
    Arrays.fill(widths, width);
    return new Grids(heights, widths);
  }

  /** Returns grids of height 1. */
  public static Grids lines(int... widths) {
    int[] heights = new int[widths.length];
    Arrays.fill(heights, 1);
    return new Grids(heights, widths);
  }

  /** Returns those of several batches, one after the other. */
  public static Grids joined(List<Grids> all) {
    return new Grids(
        all.stream().flatMapToInt(grids -> Arrays.stream(grids.heights)).toArray(),
        all.stream().flatMapToInt(grids -> Arrays.stream(grids.widths)).toArray());
  }

  /** Returns the number of grids. */
  public int count() {
    return heights.length;
  }

  /** Returns the number of places of a grid. */
  public int places(int grid) {
    return Math.multiplyExact(heights[grid], widths[grid]);
  }

  /** Returns the number of places of all grids together. */
  public int rows() {
    return segments().rows();
  }

  /** Returns where each grid stands. */
  public Segments segments() {
    return Segments.ofLengths(IntStream.range(0, count()).mapToObj(this::places).toList());
  }

  /** Returns the grids {@code from} (inclusive) to {@code to} (exclusive). */
  public Grids range(int from, int to) {
    return new Grids(Arrays.copyOfRange(heights, from, to), Arrays.copyOfRange(widths, from, to));
  }

  /**
   * Returns the grids of what a window makes of these.
   *
   * @throws IllegalArgumentException if a grid is too small for it
   */
  public Grids after(Window window) {
    return new Grids(
        Arrays.stream(heights).map(window.down()::outputs).toArray(),
        Arrays.stream(widths).map(window.across()::outputs).toArray());
  }
}
