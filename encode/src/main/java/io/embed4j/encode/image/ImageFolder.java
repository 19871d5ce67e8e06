package io.embed4j.encode.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.Tokenizers;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A folder with a model of pictures.
 *
 * @param inner where its files are: sentence-transformers puts those of CLIP into a folder in it
 */
record ImageFolder(Path folder, Path inner, JsonNode config) {
  private static final String CLIP_MODULE = "0_CLIPModel";
  private static final List<String> DUALS = List.of("clip", "siglip");
  private static final List<String> ALONE =
      List.of("clip_vision_model", "dinov2", "resnet", "siglip_vision_model", "vit");

  static ImageFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    Path module = folder.resolve(CLIP_MODULE);
    Path inner = Files.isDirectory(module) ? module : folder;
    return new ImageFolder(folder, inner, Families.config(inner));
  }

  static boolean isOne(Path folder) {
    Path module = folder.resolve(CLIP_MODULE);
    Path inner = Files.isDirectory(module) ? module : folder;
    if (!Files.isRegularFile(inner.resolve("config.json"))) {
      return false;
    }
    String type = Families.config(inner).path("model_type").asText();
    return DUALS.contains(type) || ALONE.contains(type);
  }

  /** Returns whether it has a model of texts beside that of pictures. */
  boolean isDual() {
    return DUALS.contains(type());
  }

  private String type() {
    return config.path("model_type").asText();
  }

  /** Returns the model of pictures. */
  ImageModel image() {
    return isDual() ? image(dual()) : alone();
  }

  private DualEncoder dual() {
    return Families.loadDual(config, Weights.open(inner));
  }

  private ImageModel image(DualEncoder model) {
    return model(model::grids, model.dim());
  }

  private ImageModel alone() {
    if (!ALONE.contains(type())) {
      throw new ModelFormatException(
          "%s: model_type '%s' is none of pictures; those are %s"
              .formatted(
                  folder,
                  type(),
                  String.join(
                      ", ", Stream.concat(DUALS.stream(), ALONE.stream()).sorted().toList())));
    }
    GridModel model = Families.loadGrid(config, Weights.open(inner));
    boolean byClass = type().equals("vit"); // its pooler is made for the task of the pre-training
    return model((batch, workers) -> vectors(model, byClass, batch, workers), model.dim());
  }

  private ImageModel model(ImageModel.Vectors vectors, int dim) {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return new ImageModel(name, type(), ImagePreprocessor.read(inner), vectors, dim);
  }

  /** Returns the last state of the class token, or what the model pools. */
  private static Matrix vectors(
      GridModel model, boolean byClass, GridBatch batch, Workers workers) {
    Matrix vectors = Matrix.zeros(batch.grids().count(), model.dim());
    model.forward(
        batch,
        workers,
        LayerListener.none(),
        (first, segments, last, pooled) -> {
          for (int i = 0; i < segments.count(); i++) {
            int start = segments.start(i);
            Matrix row =
                byClass ? last.rowRange(start, start + 1) : pooled.orElseThrow().rowRange(i, i + 1);
            Rows.copy(row, vectors, first + i);
          }
        });
    return vectors;
  }

  /** Returns the models of texts and of pictures. */
  JointModel joint() {
    if (!isDual()) {
      throw new ModelFormatException(
          "%s: model_type '%s' is none of texts and pictures; those are %s"
              .formatted(folder, type(), String.join(", ", DUALS)));
    }
    DualEncoder dual = dual();
    return new JointModel(
        image(dual),
        dual,
        Tokenizers.load(inner),
        dual.text().maxPositions(),
        type().equals("siglip") ? OptionalInt.of(padding()) : OptionalInt.empty());
  }

  private int padding() {
    return config.path("text_config").path("pad_token_id").asInt(1);
  }
}
