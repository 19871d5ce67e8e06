package io.embed4j.neural.convolution;

/**
 * Which places of a grid a place of the result looks at: a window that moves in steps. Thread-safe.
 *
 * @param down along the height
 * @param across along the width
 */
public record Window(Axis down, Axis across) {
  /**
   * One direction.
   *
   * @param size places that the window covers, at least 1
   * @param stride of a step, at least 1
   * @param before places of padding before the first one of the grid; padding is 0
   * @param after places of padding behind the last one
   */
  public record Axis(int size, int stride, int before, int after) {
    public Axis {
      if (size < 1 || stride < 1 || before < 0 || after < 0) {
        throw new IllegalArgumentException(
            "size %d, stride %d, before %d, after %d make no window"
                .formatted(size, stride, before, after));
      }
    }

    /** Returns a window of one place, which leaves an axis as it is. */
    public static Axis point() {
      return new Axis(1, 1, 0, 0);
    }

    /**
     * Returns how many places there are afterwards.
     *
     * @throws IllegalArgumentException if the window does not fit in
     */
    public int outputs(int inputs) {
      int room = inputs + before + after - size;
      if (inputs < 1 || room < 0) {
        throw new IllegalArgumentException(
            "a window of %d places does not fit into %d and %d of padding"
                .formatted(size, inputs, before + after));
      }
      return room / stride + 1;
    }

    /** Returns the first window that covers a place. */
    int firstOver(int place) {
      return Math.max(0, Math.floorDiv(place + before - size, stride) + 1);
    }

    /** Returns the window after the last one that covers a place, of as many as there are. */
    int endOver(int place, int outputs) {
      return Math.min(outputs, (place + before) / stride + 1);
    }
  }

  /** Returns a square window with as much padding on all sides. */
  public static Window square(int size, int stride, int padding) {
    Axis axis = new Axis(size, stride, padding, padding);
    return new Window(axis, axis);
  }

  /** Returns the window of a convolution of one dimension, on grids of height 1. */
  public static Window line(int size, int stride, int before, int after) {
    return new Window(Axis.point(), new Axis(size, stride, before, after));
  }

  /** Returns how many places the window covers. */
  public int places() {
    return down.size * across.size;
  }

  /** Returns whether each place looks at itself alone. */
  boolean isPoint() {
    return down.equals(Axis.point()) && across.equals(Axis.point());
  }
}
