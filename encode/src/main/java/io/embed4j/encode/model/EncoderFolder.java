package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads a folder of sentence-transformers, or of transformers alone. */
public final class EncoderFolder {
  private final Path folder;

  /** By the folders that they lie in; routes may share one. */
  private final Map<Path, Loaded> loaded = new HashMap<>();

  private EncoderFolder(Path folder) {
    this.folder = folder;
  }

  /** A model that is no encoder yet. */
  private record Loaded(String type, TextModel model, Tokenizer tokenizer) {}

  /**
   * Reads a model. It need not be at the top of the folder: {@code modules.json} says where it is.
   *
   * @throws NotFoundException if there is no such folder, or no tokenizer in it
   * @throws ModelFormatException if a file is missing or damaged, or something in it is not
   *     supported
   */
  public static EncoderModel read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    return new EncoderFolder(folder).read();
  }

  private EncoderModel read() {
    ModuleList plain = ModuleList.read(folder, Role.PLAIN);
    Map<Role, EncoderModel> routes = new EnumMap<>(Role.class);
    for (Role role : List.of(Role.QUERY, Role.DOCUMENT)) {
      ModuleList route = ModuleList.read(folder, role);
      if (!route.equals(plain)) {
        routes.put(role, model(route, Map.of()));
      }
    }
    EncoderModel model = model(plain, routes);
    for (EncoderModel route : routes.values()) {
      if (route.dim() != model.dim()) {
        throw new ModelFormatException(
            "%s: the vectors of all routes must have the same length, but have %d and %d"
                .formatted(folder, model.dim(), route.dim()));
      }
    }
    return model;
  }

  private EncoderModel model(ModuleList modules, Map<Role, EncoderModel> routes) {
    Loaded parts = loaded.computeIfAbsent(modules.transformer(), EncoderFolder::load);
    TextModel model = parts.model();
    Recipe recipe = new RecipeReader(modules).read(parts.type(), model.dim(), model.maxPositions());
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new EncoderModel(
        String.valueOf(name),
        parts.type(),
        parts.tokenizer(),
        model,
        recipe,
        Fingerprints.names(folder),
        routes);
  }

  private static Loaded load(Path inner) {
    JsonNode config = new FolderFiles(inner).required("config.json");
    // the longest two parts of the work, side by side
    CompletableFuture<Tokenizer> tokenizer =
        CompletableFuture.supplyAsync(() -> Tokenizers.load(inner));
    TextModel model = Families.load(config, Weights.open(inner));
    return new Loaded(config.path("model_type").asText(), model, result(tokenizer));
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
