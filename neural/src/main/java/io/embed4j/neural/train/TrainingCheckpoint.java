package io.embed4j.encode.tune;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import java.nio.file.Path;
import java.util.List;

/**
 * The state of a {@link Tuner} and of the encoder's parameters as a safetensors file, replaced as a
 * whole: a killed process leaves the old one or the new one.
 */
final class TuneCheckpoint {
  private static final String FORMAT = "embed4j-tuning-1";
  private static final String PREFIX = "parameter.";

  private TuneCheckpoint() {}

  static void write(Path path, Tuner tuner, List<Parameter> parameters) {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("format", FORMAT)
            .metadata("counters", tuner.counters().json());
    for (Parameter parameter : parameters) {
      writer.add(PREFIX + parameter.name(), Tensor.of(parameter.values(), parameter.size()));
    }
    tuner.optimizer().save(writer);
    AtomicFile.write(path, writer);
  }

  /**
   * Brings tuner and parameters to the state of a file.
   *
   * @throws ModelFormatException if it is damaged or of another model
   */
  static void restore(Path path, Tuner tuner, List<Parameter> parameters, Workers workers) {
    SafetensorsFile file = SafetensorsFile.open(path);
    if (!FORMAT.equals(file.metadata().get("format"))) {
      throw new ModelFormatException(
          path + ": format must be " + FORMAT + ", but is " + file.metadata().get("format"));
    }
    for (Parameter parameter : parameters) {
      float[] values = file.floats(PREFIX + parameter.name(), parameter.size());
      System.arraycopy(values, 0, parameter.values(), 0, values.length);
      parameter.changed(workers);
    }
    tuner.optimizer().restore(file);
    String counters = file.metadata().getOrDefault("counters", "{}");
    tuner.restore(TuneCounters.of(path + ": the counters", counters));
  }
}
