package io.embed4j.neural.family;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.neural.layer.Parameter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model, and what training changes of it.
 *
 * @param <M> what kind of model
 * @param parameters each once, even where several layers share one
 */
public record TrainableModel<M>(M model, List<Parameter> parameters) {
  public TrainableModel {
    parameters = List.copyOf(parameters);
  }

  /**
   * Writes a safetensors file of the tensors that the model has been loaded from, under the same
   * names and in the same shapes, in float32. Other tensors of the checkpoint, such as those of a
   * head, are not written.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save(Path file) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    parameters.forEach(parameter -> parameter.tensors().forEach(writer::add));
    AtomicFile.write(file, writer);
  }
}
