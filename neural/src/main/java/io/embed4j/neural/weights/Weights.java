package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a checkpoint by their name, widened to float32 where they are stored in fewer
 * bits. Thread-safe.
 *
 * <p>Names and orientation are those of PyTorch, whatever the file: a linear layer is a tensor
 * {@code ….weight} of shape [out, in] and a tensor {@code ….bias}.
 */
public interface Weights {
  /**
   * Opens the weights of a model folder, or one file.
   *
   * <p>Of a folder, the first of these that is there: {@code model.safetensors}, {@code
   * model.safetensors.index.json}, {@code pytorch_model.bin}, {@code pytorch_model.bin.index.json},
   * {@code onnx/model.onnx}, {@code model.onnx}. Of a file, its name says what it is: {@code
   * .safetensors}, {@code .bin}, {@code .pt}, {@code .pth}, {@code .onnx} or {@code .index.json}.
   *
   * @throws ModelFormatException if there is none, or it is damaged
   */
  static Weights open(Path folderOrFile) {
    return WeightFiles.open(folderOrFile);
  }

  /**
   * Reads the weights of an ONNX model to the end of a stream, such as one of a resource in a jar,
   * and keeps them in memory; the stream stays open. A model whose data is in a second file must be
   * opened by its path.
   *
   * @param name what messages call it
   * @throws ModelFormatException if it is damaged
   */
  static Weights readOnnx(String name, InputStream in) {
    return OnnxWeights.read(name, in);
  }

  /**
   * Returns the weights of an ONNX model in memory, which must stay as it is.
   *
   * @param name what messages call it
   * @throws ModelFormatException if it is damaged
   */
  static Weights ofOnnx(String name, MemorySegment bytes) {
    return OnnxWeights.of(name, bytes);
  }

  /** Returns the names of all tensors. */
  Set<String> names();

  /**
   * Returns the lengths of a tensor's dimensions; the last one varies fastest.
   *
   * @throws ModelFormatException if there is none of this name
   */
  List<Long> shape(String name);

  /**
   * Returns a new array of the elements of a tensor, row-major.
   *
   * @throws ModelFormatException if it is missing, of another shape, or not made of floats; the
   *     message names the tensor and the file
   */
  float[] floats(String name, long... shape);

  /**
   * Returns a tensor of two dimensions as it is stored: row-major, or the transposed view of such a
   * matrix where a file keeps it the other way round. To turn it would cost as much as to read it.
   *
   * @throws ModelFormatException as {@link #floats}
   */
  default Matrix matrix(String name, int rows, int columns) {
    return Matrix.of(floats(name, rows, columns), rows, columns);
  }
}
