package io.embed4j.neural.train;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import java.nio.file.Path;

/**
 * The state of a {@link TrainingLoop} and of the model's parameters as a safetensors file, replaced
 * as a whole: a killed process leaves the old one or the new one.
 */
final class TrainingCheckpoint {
  private static final String FORMAT = "embed4j-training-1";
  private static final String PREFIX = "parameter.";

  private TrainingCheckpoint() {}

  static void write(Path path, TrainingLoop loop) {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("format", FORMAT)
            .metadata("counters", loop.counters().json());
    for (Parameter parameter : loop.parameters()) {
      writer.add(PREFIX + parameter.name(), Tensor.of(parameter.values(), parameter.size()));
    }
    loop.optimizer().save(writer);
    AtomicFile.write(path, writer);
  }

  /**
   * Brings loop and parameters to the state of a file.
   *
   * @throws ModelFormatException if it is damaged or of another model
   */
  static void restore(Path path, TrainingLoop loop, Workers workers) {
    SafetensorsFile file = SafetensorsFile.open(path);
    if (!FORMAT.equals(file.metadata().get("format"))) {
      throw new ModelFormatException(
          path + ": format must be " + FORMAT + ", but is " + file.metadata().get("format"));
    }
    for (Parameter parameter : loop.parameters()) {
      float[] values = file.floats(PREFIX + parameter.name(), parameter.size());
      System.arraycopy(values, 0, parameter.values(), 0, values.length);
      parameter.changed(workers);
    }
    loop.optimizer().restore(file);
    String counters = file.metadata().getOrDefault("counters", "{}");
    loop.restore(TrainingCounters.of(path + ": the counters", counters));
  }
}
