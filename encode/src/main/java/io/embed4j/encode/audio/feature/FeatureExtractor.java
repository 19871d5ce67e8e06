package io.embed4j.encode.audio.feature;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.neural.grid.GridBatch;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a model is given of a sound. Thread-safe; the same samples have the same features. */
public interface FeatureExtractor {
  /** The file of its settings. */
  String FILE = "preprocessor_config.json";

  /** Returns how many samples a second it takes. */
  int rate();

  /** Returns what the features are, in a few words. */
  String description();

  /**
   * Returns the features of a sound, one grid.
   *
   * @param samples at least one, finite
   */
  GridBatch features(float[] samples);

  /** Returns whether a folder says what its model is given of a sound. */
  static boolean isIn(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file) && UntrustedJson.read(file).has("feature_extractor_type");
  }

  /**
   * Reads the {@code preprocessor_config.json} of a folder.
   *
   * @throws ModelFormatException if it is missing or damaged, or of no supported kind
   */
  static FeatureExtractor read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          file
              + ": there is no such file, but a model of sounds has it; copy it from the same place");
    }
    return of(file.toString(), UntrustedJson.read(file));
  }

  /**
   * Returns what a {@code preprocessor_config.json} says.
   *
   * @param name what messages call it
   * @throws ModelFormatException as {@link #read}
   */
  static FeatureExtractor of(String name, JsonNode json) {
    return of(new FeatureSettings(name, json));
  }

  private static FeatureExtractor of(FeatureSettings settings) {
    String type = settings.json().path("feature_extractor_type").asText();
    return switch (type) {
      case "ASTFeatureExtractor" -> AstFeatures.of(settings);
      case "ClapFeatureExtractor" -> ClapFeatures.of(settings);
      case LogMelFeatures.TYPE -> LogMelFeatures.of(settings);
      case "Wav2Vec2FeatureExtractor" -> SampleFeatures.of(settings);
      case "WhisperFeatureExtractor" -> WhisperFeatures.of(settings);
      default ->
          throw new ModelFormatException(
              "%s: feature_extractor_type '%s' is not supported; supported are ASTFeatureExtractor,"
                      .formatted(settings.file(), type)
                  + " ClapFeatureExtractor, LogMelFeatureExtractor, Wav2Vec2FeatureExtractor,"
                  + " WhisperFeatureExtractor");
    };
  }
}
