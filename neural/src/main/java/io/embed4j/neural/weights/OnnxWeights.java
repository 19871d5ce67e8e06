package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights in an ONNX model under their PyTorch names. The graph is used to find the names and
 * is never run; see {@link OnnxLayers} for the forms that are recognised.
 */
final class OnnxWeights implements Weights {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String where;
  private final Map<String, OnnxWeight> weights;
  private final Set<String> fusedOperators;

  private OnnxWeights(String where, OnnxGraph graph) {
    this.where = where;
    this.weights = Collections.unmodifiableMap(OnnxLayers.find(graph));
    this.fusedOperators = graph.fusedOperators();
  }

  static OnnxWeights openFile(Path path) {
    return new OnnxWeights(path.toString(), OnnxParser.parse(path));
  }

  static OnnxWeights of(String name, MemorySegment bytes) {
    return new OnnxWeights(name, OnnxParser.parse(name, bytes));
  }

  static OnnxWeights read(String name, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      if (in.read() >= 0) {
        throw new ModelFormatException(name + ": more than 2 GiB; open it by its path");
      }
      return of(name, MemorySegment.ofArray(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  @Override
  public Set<String> names() {
    return weights.keySet();
  }

  @Override
  public List<Long> shape(String name) {
    return weight(name).shape();
  }

  @Override
  public float[] floats(String name, long... shape) {
    OnnxWeight weight = weight(name);
    TensorChecks.requireShape(where, name, weight.shape(), shape);
    return weight.floats();
  }

  @Override
  public Matrix matrix(String name, int rows, int columns) {
    OnnxWeight weight = weight(name);
    TensorChecks.requireShape(where, name, weight.shape(), rows, columns);
    return weight.transposed()
        ? Matrix.of(weight.stored(), columns, rows).transposed()
        : Matrix.of(weight.stored(), rows, columns);
  }

  private OnnxWeight weight(String name) {
    OnnxWeight weight = weights.get(name);
    if (weight != null) {
      return weight;
    }
    if (fusedOperators.isEmpty()) {
      throw TensorChecks.missing(where, name, names());
    }
    throw new ModelFormatException(
        where
            + ": there is no tensor "
            + name
            + " that could be recognised: an optimiser has fused layers into "
            + String.join(", ", fusedOperators)
            + "; take the model that was not optimised");
  }
}
