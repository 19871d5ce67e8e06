package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Arrays;

/** Copies and sums of rows of row-major matrices. */
public final class Rows {
  private Rows() {}

  /** Copies all rows of one matrix to those of another from a row on; both are as wide. */
  public static void copy(Matrix from, Matrix to, int row) {
    System.arraycopy(
        from.data(),
        from.offset(),
        to.data(),
        to.offset() + row * to.rowStride(),
        from.rows() * from.columns());
  }

  /** Returns a copy of all rows. */
  public static Matrix copy(Matrix x, Workspace space) {
    Matrix y = space.matrix(x.rows(), x.columns());
    copy(x, y, 0);
    return y;
  }

  /** to += x. */
  public static void add(Matrix x, Matrix to, Workspace space) {
    space.forRows(
        to.rows(),
        row -> {
          int in = x.offset() + row * x.rowStride();
          int at = to.offset() + row * to.rowStride();
          Vectors.addScaled(1, x.data(), in, to.data(), at, to.columns());
        });
  }

  /** Returns the first row of each sequence. */
  static Matrix first(Matrix x, Segments segments, Workspace space) {
    Matrix first = space.matrix(segments.count(), x.columns());
    for (int i = 0; i < segments.count(); i++) {
      int in = x.offset() + segments.start(i) * x.rowStride();
      System.arraycopy(x.data(), in, first.data(), i * first.rowStride(), x.columns());
    }
    return first;
  }

  /** Returns rows that are those of {@code dFirst} at the start of each sequence, and else 0. */
  static Matrix scatteredFirst(Matrix dFirst, Segments segments, Workspace space) {
    Matrix dx = space.matrix(segments.rows(), dFirst.columns());
    Arrays.fill(dx.data(), 0, dx.rows() * dx.columns(), 0);
    for (int i = 0; i < segments.count(); i++) {
      copy(dFirst.rowRange(i, i + 1), dx, segments.start(i));
    }
    return dx;
  }
}
