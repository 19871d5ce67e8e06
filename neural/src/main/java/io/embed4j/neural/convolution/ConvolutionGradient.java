package io.embed4j.neural.convolution;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.Optional;

/**
 * The way back through one group of a {@link Convolution}. Chunks of whole grids, the same for any
 * number of threads, follow each other; threads share the work on each.
 *
 * @param weight of all groups, outputs × patch
 * @param packed W of this group
 */
record ConvolutionGradient(Patches patches, Parameter weight, PackedMatrix packed, int group) {
  /** Floats of the patches of a chunk: as many whole grids as fit, but at least one. */
  private static final int MOST_PATCHES = 1 << 20;

  /**
   * Adds to the gradient of W.
   *
   * @param dy the outputs of this group
   * @param dx whose channels of this group are set, if it is wanted
   */
  void run(Matrix x, Matrix dy, Optional<Matrix> dx, Workspace space) {
    Segments outputs = patches.outputRows();
    int mostRows = MOST_PATCHES / patches.width();
    int from = 0;
    while (from < outputs.count()) {
      int to = from + 1;
      while (to < outputs.count() && outputs.end(to) - outputs.start(from) <= mostRows) {
        to++;
      }
      chunk(x, dy.rowRange(outputs.start(from), outputs.start(to)), from, to, dx, space);
      from = to;
    }
  }

  private void chunk(Matrix x, Matrix dy, int from, int to, Optional<Matrix> dx, Workspace space) {
    int first = patches.outputRows().start(from);
    Matrix rows = space.matrix(dy.rows(), patches.width()); // patches, then their gradients
    if (!weight.isFrozen()) {
      space.forRows(rows.rows(), row -> patches.copy(x, first + row, rows.rowRange(row, row + 1)));
      addWeightGradient(rows, dy, space);
    }
    dx.ifPresent(
        into -> {
          Gemm.multiply(dy, packed, rows, space.workers());
          gather(rows, from, to, into, space);
        });
    space.release(rows);
  }

  private void gather(Matrix dPatches, int from, int to, Matrix dx, Workspace space) {
    int first = patches.outputRows().start(from);
    int firstPlace = patches.inputRows().start(from);
    space.forRows(
        patches.inputRows().start(to) - firstPlace,
        i -> {
          int row = firstPlace + i;
          int at = dx.offset() + row * dx.rowStride() + patches.channel();
          Arrays.fill(dx.data(), at, at + patches.channels(), 0);
          patches.addGradient(dPatches, first, patches.inputRows().sequenceOf(row), row, dx);
        });
  }

  private void addWeightGradient(Matrix rows, Matrix dy, Workspace space) {
    Matrix all = Matrix.of(weight.gradient(), weight.size() / rows.columns(), rows.columns());
    Matrix dw = all.rowRange(group * dy.columns(), group * dy.columns() + dy.columns());
    space.packed().repack(rows, space.workers());
    Gemm.addProduct(dy.transposed(), space.packed(), dw, space.workers());
  }
}
