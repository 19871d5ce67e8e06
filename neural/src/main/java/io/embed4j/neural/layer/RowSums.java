package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Gradients of parameters that every row adds to, such as a bias: sums over the rows of a block,
 * then over the blocks. Blocks are the same for any number of threads, and so are the bits.
 */
public final class RowSums {
  private static final int ROWS_OF_BLOCK = 64;

  /** What one row does. */
  public interface Body {
    /**
     * Adds a row's part of the gradients.
     *
     * @param sums the gradients of the parameters, one behind the other from {@code at} on
     */
    void row(int row, float[] sums, int at);
  }

  private RowSums() {}

  /** Runs {@code body} for all rows and adds the sums to the gradients of the parameters. */
  public static void add(Workspace space, int rows, List<Parameter> parameters, Body body) {
    int width = parameters.stream().mapToInt(Parameter::size).sum();
    float[] sums = sum(space, rows, width, body);
    int column = 0;
    for (Parameter parameter : parameters) {
      if (!parameter.isFrozen()) {
        Vectors.addScaled(1, sums, column, parameter.gradient(), 0, parameter.size());
      }
      column += parameter.size();
    }
  }

  /** Runs {@code body} for all rows and returns the sums, {@code width} of them. */
  public static float[] sum(Workspace space, int rows, int width, Body body) {
    int blocks = (rows + ROWS_OF_BLOCK - 1) / ROWS_OF_BLOCK;
    Matrix sums = space.matrix(blocks, width);
    space
        .workers()
        .forEach(
            blocks,
            block -> {
              int at = block * width;
              Arrays.fill(sums.data(), at, at + width, 0);
              int to = Math.min(rows, (block + 1) * ROWS_OF_BLOCK);
              for (int row = block * ROWS_OF_BLOCK; row < to; row++) {
                body.row(row, sums.data(), at);
              }
            });
    float[] total = new float[width];
    for (int block = 0; block < blocks; block++) {
      Vectors.addScaled(1, sums.data(), block * width, total, 0, width);
    }
    space.release(sums);
    return total;
  }
}
