package io.embed4j.encode.image;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.neural.grid.DualEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * All that turns texts and pictures into vectors of one space. Thread-safe.
 *
 * @param image the part of pictures
 * @param dual both parts
 * @param tokenizer text to token ids
 * @param maxTokens the most tokens of a text, special ones included; the rest is cut off
 * @param padding the token that fills up each text, where the model has been trained so: SigLIP
 */
public record JointModel(
    ImageModel image, DualEncoder dual, Tokenizer tokenizer, int maxTokens, OptionalInt padding) {
  /**
   * Reads a folder of transformers with a tokenizer and {@code preprocessor_config.json}.
   *
   * @throws NotFoundException if there is no such folder, or no tokenizer in it
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static JointModel read(Path folder) {
    return ImageFolder.open(folder).joint();
  }

  /** Returns the token ids of a text, as the model takes them. */
  int[] ids(String text) {
    int[] ids = tokenizer.encode(text, EncodeOptions.DEFAULT.upTo(maxTokens)).ids();
    if (padding.isEmpty() || ids.length == maxTokens) {
      return ids;
    }
    int[] filled = Arrays.copyOf(ids, maxTokens);
    Arrays.fill(filled, ids.length, maxTokens, padding.getAsInt());
    return filled;
  }
}
