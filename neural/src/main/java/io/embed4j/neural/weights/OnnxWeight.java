package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of PyTorch in terms of an ONNX tensor.
 *
 * @param tensor the elements
 * @param transposed whether rows and columns change places, last of all
 * @param scale what integers count, if these are integers
 */
record OnnxWeight(OnnxTensor tensor, boolean transposed, Optional<Scale> scale) {
  private static final int BLOCK = 32;

  /**
   * The linear quantisation of ONNX: w = (q - zeroPoint) * factor, of the whole tensor or an index
   * of one dimension.
   *
   * @param axis that dimension, in the order of the stored tensor
   */
  record Scale(OnnxTensor factors, Optional<OnnxTensor> zeroPoints, int axis) {}

  /** A tensor that needs nothing done. */
  static OnnxWeight of(OnnxTensor tensor) {
    return new OnnxWeight(tensor, false, Optional.empty());
  }

  List<Long> shape() {
    return transposed ? tensor.shape().reversed() : tensor.shape();
  }

  /** Returns the elements in the order of the file. */
  float[] stored() {
    return scale.map(this::dequantized).orElseGet(tensor::floats);
  }

  float[] floats() {
    if (!transposed) {
      return stored();
    }
    List<Long> shape = tensor.shape();
    return transposed(stored(), Math.toIntExact(shape.get(0)), Math.toIntExact(shape.get(1)));
  }

  private float[] dequantized(Scale quantization) {
    int[] integers = tensor.integers();
    float[] factors = quantization.factors.floats();
    int[] zeroPoints =
        quantization.zeroPoints.map(OnnxTensor::integers).orElseGet(() -> new int[factors.length]);
    List<Long> shape = tensor.shape();
    int axis = quantization.axis;
    boolean whole = factors.length == 1;
    if (zeroPoints.length != factors.length
        || (!whole && (axis < 0 || axis >= shape.size() || shape.get(axis) != factors.length))) {
      throw new ModelFormatException(
          tensor.where()
              + ": tensor "
              + tensor.name()
              + " of shape "
              + shape
              + " does not fit its "
              + factors.length
              + " scales and "
              + zeroPoints.length
              + " zero points");
    }
    int run = 1; // neighbours that share a scale
    for (int d = whole ? 0 : axis + 1; d < shape.size(); d++) {
      run *= Math.toIntExact(shape.get(d));
    }
    float[] floats = new float[integers.length];
    for (int from = 0, group = 0; from < floats.length; from += run, group++) {
      int g = group % factors.length;
      for (int i = from; i < from + run; i++) {
        floats[i] = (integers[i] - zeroPoints[g]) * factors[g];
      }
    }
    return floats;
  }

  /** Block by block, so that both sides stay in the cache. */
  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] target = new float[matrix.length];
    for (int top = 0; top < rows; top += BLOCK) {
      for (int left = 0; left < columns; left += BLOCK) {
        for (int r = top; r < Math.min(rows, top + BLOCK); r++) {
          for (int c = left; c < Math.min(columns, left + BLOCK); c++) {
            target[c * rows + r] = matrix[r * columns + c];
          }
        }
      }
    }
    return target;
  }
}
