package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What can be said of a model without reading its weights.
 *
 * @param family its {@code model_type}; empty if no file says so
 * @param dim length of its vectors, if the files say so
 */
public record EncoderSummary(String family, OptionalInt dim) {
  private static final List<String> WIDTHS = List.of("hidden_size", "d_model", "dim", "n_embd");

  /** Returns what a model's {@code config.json} says; what comes after pooling is left out. */
  static EncoderSummary of(JsonNode config) {
    return new EncoderSummary(
        config.path("model_type").asText(""),
        WIDTHS.stream().filter(config::has).mapToInt(key -> config.path(key).asInt()).findFirst());
  }

  /** Returns what the files of a folder say. */
  public static EncoderSummary of(Path folder) {
    ModuleList modules = ModuleList.read(folder, Role.PLAIN);
    Path inner = modules.transformer();
    EncoderSummary model = of(new FolderFiles(inner).optional("config.json"));
    if (model.dim().isEmpty()) {
      return model;
    }
    int dim = model.dim().getAsInt();
    try {
      Recipe recipe = new RecipeReader(modules, false).read(model.family(), dim, Integer.MAX_VALUE);
      return new EncoderSummary(model.family(), OptionalInt.of(recipe.width(dim)));
    } catch (ModelFormatException e) {
      return new EncoderSummary(model.family(), OptionalInt.empty()); // loading it says why
    }
  }

  /** Returns the bytes of all files in a folder. */
  public static long bytes(Path folder) {
    long bytes = 0;
    try {
      for (Path file : Fingerprints.names(folder).values()) {
        bytes += Files.size(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
