package io.embed4j.encode.image.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.encode.image.ImagePreprocessor;
import io.embed4j.neural.family.ResNetShape;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.grid.GridModel;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A model of pictures that is trained from scratch, in a folder that {@link
 * io.embed4j.encode.image.ImageEncoder} loads as any other once it is saved.
 */
public record NewImageModel(
    Path folder, ImagePreprocessor preprocessor, TrainableModel<GridModel> trainable) {
  /**
   * Writes the settings of a new model, and makes it.
   *
   * @param folder whose files are replaced
   * @param width to which pictures are brought, as {@code height}
   * @param mean of the colours, from 0 to 1
   * @param deviation of the colours
   * @throws UncheckedIOException if a file cannot be written
   */
  public static NewImageModel create(
      Path folder,
      ResNetShape shape,
      int width,
      int height,
      double mean,
      double deviation,
      long seed) {
    ObjectNode settings =
        JsonNodeFactory.instance.objectNode().put("image_processor_type", "ViTImageProcessor");
    settings.putObject("size").put("height", height).put("width", width);
    for (int i = 0; i < 3; i++) {
      settings.withArray("image_mean").add(mean);
      settings.withArray("image_std").add(deviation);
    }
    AtomicFile.writeText(folder.resolve("config.json"), shape.config().toPrettyString() + "\n");
    AtomicFile.writeText(
        folder.resolve("preprocessor_config.json"), settings.toPrettyString() + "\n");
    return new NewImageModel(folder, ImagePreprocessor.read(folder), shape.create(seed));
  }

  /**
   * Writes the weights as they are now.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void save() {
    trainable.save(folder.resolve("model.safetensors"));
  }
}
