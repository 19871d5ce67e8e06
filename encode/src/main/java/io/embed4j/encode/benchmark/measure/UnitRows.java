package io.embed4j.encode.benchmark.measure;

import io.embed4j.core.matrix.Matrix;
import java.util.List;

/** Vectors of unit length, whose products are cosines. */
public final class UnitRows {
  private UnitRows() {}

  /** Returns the vectors divided by their lengths as rows; a vector of zeros stays what it is. */
  public static Matrix of(List<float[]> vectors) {
    int dim = vectors.getFirst().length;
    Matrix rows = Matrix.zeros(vectors.size(), dim);
    for (int i = 0; i < vectors.size(); i++) {
      float[] vector = vectors.get(i);
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      double factor = squares == 0 ? 0 : 1 / Math.sqrt(squares);
      for (int j = 0; j < dim; j++) {
        rows.data()[i * dim + j] = (float) (vector[j] * factor);
      }
    }
    return rows;
  }
}
