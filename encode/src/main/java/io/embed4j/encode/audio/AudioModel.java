package io.embed4j.encode.audio;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.audio.feature.FeatureExtractor;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.layer.Projection;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that turns a sound into a vector: what the model itself makes of its states where it makes
 * something (AST, CLAP, ResNet), else their mean. Thread-safe.
 *
 * @param name what people call it
 * @param architecture its {@code model_type}
 * @param extractor sound to features
 * @param model features to states
 * @param projection of the pooled state to the space of texts
 * @param dim length of the vectors
 */
public record AudioModel(
    String name,
    String architecture,
    FeatureExtractor extractor,
    GridModel model,
    Optional<Projection> projection,
    int dim) {
  private static final String BOTH = "clap";
  private static final List<String> WITHOUT_POOLER = List.of("wav2vec2", "whisper");
  private static final List<String> TYPES =
      List.of(
          "audio-spectrogram-transformer",
          BOTH,
          "clap_audio_model",
          "resnet",
          "wav2vec2",
          "whisper");

  /** Returns whether a folder holds a model of sounds. */
  public static boolean isIn(Path folder) {
    return FeatureExtractor.isIn(folder) && TYPES.contains(type(folder));
  }

  private static String type(Path folder) {
    return Families.config(folder).path("model_type").asText();
  }

  /** Returns whether the model itself makes one state of a sound; else the mean of all is taken. */
  public boolean hasPooler() {
    return !WITHOUT_POOLER.contains(architecture);
  }

  /**
   * Reads a folder of transformers with {@code preprocessor_config.json}: one of sounds alone, or
   * the sounds' part of one of texts and sounds.
   *
   * @throws NotFoundException if there is no such folder
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static AudioModel read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    String type = type(folder);
    if (!TYPES.contains(type)) {
      throw new ModelFormatException(
          "%s: model_type '%s' takes no sounds; those that do are %s"
              .formatted(folder, type, String.join(", ", TYPES)));
    }
    FeatureExtractor extractor = FeatureExtractor.read(folder);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    Weights weights = Weights.open(folder);
    if (type.equals(BOTH)) {
      DualEncoder dual = Families.loadDual(Families.config(folder), weights);
      return new AudioModel(name, type, extractor, dual.grid(), dual.gridProjection(), dual.dim());
    }
    GridModel model = Families.loadGrid(Families.config(folder), weights);
    return new AudioModel(name, type, extractor, model, Optional.empty(), model.dim());
  }
}
