package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.TensorInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The tensors of one safetensors file; each is mapped into memory only while it is read. */
public final class SafetensorsWeights implements Weights {
  private final Path path;
  private final SafetensorsFile file;

  private SafetensorsWeights(Path path, SafetensorsFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens {@code model.safetensors} of a folder.
   *
   * @throws ModelFormatException if it is missing or no sound safetensors file
   */
  public static SafetensorsWeights open(Path folder) {
    return openFile(folder.resolve("model.safetensors"));
  }

  static SafetensorsWeights openFile(Path path) {
    return new SafetensorsWeights(path, SafetensorsFile.open(path));
  }

  @Override
  public Set<String> names() {
    return file.names();
  }

  @Override
  public List<Long> shape(String name) {
    return file.info(name)
        .map(TensorInfo::shape)
        .orElseThrow(() -> TensorChecks.missing(path.toString(), name, names()));
  }

  @Override
  public float[] floats(String name, long... shape) {
    TensorChecks.requireShape(path.toString(), name, shape(name), shape);
    return file.floats(name, shape);
  }
}
