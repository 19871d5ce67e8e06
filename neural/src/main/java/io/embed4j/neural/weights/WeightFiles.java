package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which reader reads which file. */
final class WeightFiles {
  /** The files of a folder that hold weights, the preferred ones first. */
  private static final List<String> PREFERENCE =
      List.of(
          "model.safetensors",
          "model.safetensors" + ShardedWeights.INDEX,
          "pytorch_model.bin",
          "pytorch_model.bin" + ShardedWeights.INDEX,
          "onnx/model.onnx",
          "model.onnx");

  private WeightFiles() {}

  static Weights open(Path folderOrFile) {
    if (!Files.exists(folderOrFile)) {
      throw new ModelFormatException(folderOrFile + ": there is no such folder or file");
    }
    if (!Files.isDirectory(folderOrFile)) {
      return openFile(folderOrFile);
    }
    for (String name : PREFERENCE) {
      Path file = folderOrFile.resolve(name);
      if (Files.exists(file)) {
        return openFile(file);
      }
    }
    throw new ModelFormatException(
        folderOrFile + ": there are no weights; looked for " + String.join(", ", PREFERENCE));
  }

  static Weights openFile(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".safetensors")) {
      return SafetensorsWeights.openFile(file);
    }
    if (name.endsWith(".bin") || name.endsWith(".pt") || name.endsWith(".pth")) {
      return PytorchWeights.openFile(file);
    }
    if (name.endsWith(".onnx")) {
      return OnnxWeights.openFile(file);
    }
    if (name.endsWith(ShardedWeights.INDEX)) {
      return ShardedWeights.open(file);
    }
    throw new ModelFormatException(
        file
            + ": no known file of weights; known are .safetensors, .bin, .pt, .pth, .onnx and "
            + ShardedWeights.INDEX);
  }
}
