package io.embed4j.encode.model;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.layer.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An encoder that can be trained. Belongs to the thread that trains; encoding by {@link #encoder}
 * is safe from any while none trains.
 *
 * @param encoder all that turns a text into a vector; it changes with the parameters
 * @param transformer the model in it
 * @param inner the folder of the model's files in the encoder's folder; "" if they are the same
 */
public record TrainableEncoder(
    EncoderModel encoder, TrainableModel<TextModel> transformer, String inner) {
  /** Returns what training changes: of the model, then of the steps after the pooling. */
  public List<Parameter> parameters() {
    Stream<Parameter> steps =
        encoder.recipe().steps().stream().flatMap(step -> step.parameters().stream());
    return Stream.concat(transformer.parameters().stream(), steps).toList();
  }

  /**
   * Writes a folder of sentence-transformers: weights as safetensors; tokenizer and settings as
   * they were, or as sentence-transformers wrote them up to 5.3, which later versions read as well,
   * where the model came without. It loads again with the same vectors, to the bit.
   *
   * @param folder a new one, or one that was written before, whose files are replaced
   * @param card what {@code README.md} is to say
   */
  public void save(Path folder, String card) {
    EncoderSettings.copy(this, folder);
    transformer.save(folder.resolve(inner).resolve("model.safetensors"));
    modules().forEach((module, writer) -> AtomicFile.write(folder.resolve(module), writer));
    AtomicFile.writeText(folder.resolve("README.md"), card);
  }

  /** The weights of the steps by their file; a parameter's name is its folder and its own. */
  private Map<String, SafetensorsWriter> modules() {
    Map<String, SafetensorsWriter> files = new LinkedHashMap<>();
    for (Step step : encoder.recipe().steps()) {
      for (Parameter parameter : step.parameters()) {
        parameter
            .tensors()
            .forEach(
                (name, tensor) -> {
                  int slash = name.lastIndexOf('/') + 1;
                  files
                      .computeIfAbsent(
                          name.substring(0, slash) + "model.safetensors",
                          file -> new SafetensorsWriter().metadata("format", "pt"))
                      .add(name.substring(slash), tensor);
                });
      }
    }
    return files;
  }
}
