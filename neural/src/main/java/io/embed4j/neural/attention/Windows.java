package io.embed4j.neural.attention;

/**
 * Square windows that cover a grid and are moved up and to the left by some places, so that those
 * at one border go on at the other: Liu et al.: Swin Transformer, 2021, section 3.2. Windows go
 * from left to right, then down, and so do the places of each.
 *
 * @param height of the grid, a multiple of {@code size}
 * @param width of the grid, a multiple of {@code size}
 * @param size places of a side of a window
 * @param shift places by which windows are moved, less than {@code size}
 */
public record Windows(int height, int width, int size, int shift) {
  public Windows {
    if (size < 1 || height % size != 0 || width % size != 0 || shift < 0 || shift >= size) {
      throw new IllegalArgumentException(
          "windows of %d places, moved by %d, do not cover %d x %d"
              .formatted(size, shift, height, width));
    }
  }

  /** Returns the number of places of the grid. */
  public int places() {
    return height * width;
  }

  /** Returns the number of places of a window. */
  int area() {
    return size * size;
  }

  private int across() {
    return width / size;
  }

  /** Returns which place of the grid is the n-th of all places, window by window. */
  public int place(int n) {
    int window = n / area();
    int inside = n % area();
    int y = window / across() * size + inside / size + shift;
    int x = window % across() * size + inside % size + shift;
    return y % height * width + x % width;
  }

  /** How a window lies: 0 inside, 1 across the right border, 2 across the lower one, 3 both. */
  int kind(int window) {
    int n = window % (places() / area());
    boolean right = shift > 0 && n % across() == across() - 1;
    boolean below = shift > 0 && n / across() == height / size - 1;
    return (right ? 1 : 0) + (below ? 2 : 0);
  }

  /** Returns whether two places of a window of a kind are neighbours, not only by the border. */
  boolean together(int kind, int one, int other) {
    int border = size - shift;
    boolean across = (one % size < border) == (other % size < border);
    boolean down = (one / size < border) == (other / size < border);
    return ((kind & 1) == 0 || across) && ((kind & 2) == 0 || down);
  }
}
