package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.family.Families;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/** Reads a folder of sentence-transformers, or of transformers alone. */
public final class EncoderFolder {
  private final Path folder;
  private final boolean trainable;
  private final BiFunction<JsonNode, Weights, TextModel> loader;

  /** By the folders that they lie in; routes may share one. */
  private final Map<Path, Loaded> loaded = new HashMap<>();

  private EncoderFolder(
      Path folder, boolean trainable, BiFunction<JsonNode, Weights, TextModel> loader) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    this.folder = folder;
    this.trainable = trainable;
    this.loader = loader;
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
    return new EncoderFolder(folder, false, Families::load).read();
  }

  /**
   * Reads a model so that it can be trained.
   *
   * @throws NotFoundException as {@link #read}
   * @throws ModelFormatException as {@link #read}
   */
  public static TrainableEncoder readForTraining(Path folder) {
    List<TrainableModel<TextModel>> transformer = new ArrayList<>(1);
    EncoderFolder reader =
        new EncoderFolder(
            folder,
            true,
            (config, weights) -> {
              transformer.add(Families.loadForTraining(config, weights));
              return transformer.getFirst().model();
            });
    EncoderModel encoder = reader.read();
    if (!encoder.routes().isEmpty()) {
      throw new ModelFormatException(
          folder + ": a Router cannot be trained: train the folder of one of its routes");
    }
    Path inner = folder.relativize(ModuleList.read(folder, Role.PLAIN).transformer());
    return new TrainableEncoder(
        encoder, transformer.getFirst(), inner.toString().replace('\\', '/'));
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
    Loaded parts = loaded.computeIfAbsent(modules.transformer(), this::load);
    TextModel model = parts.model();
    Recipe recipe =
        new RecipeReader(modules, trainable).read(parts.type(), model.dim(), model.maxPositions());
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new EncoderModel(
        String.valueOf(name),
        parts.type(),
        parts.tokenizer(),
        model,
        recipe,
        adapter(folder.resolve(QueryAdapter.FILE), recipe.width(model.dim())),
        Fingerprints.names(folder),
        routes);
  }

  private static Optional<QueryAdapter> adapter(Path file, int dim) {
    return Files.isRegularFile(file) ? Optional.of(QueryAdapter.read(file, dim)) : Optional.empty();
  }

  private Loaded load(Path inner) {
    JsonNode config = new FolderFiles(inner).required("config.json");
    // the longest two parts of the work, side by side
    CompletableFuture<Tokenizer> tokenizer =
        CompletableFuture.supplyAsync(() -> Tokenizers.load(inner));
    TextModel model = loader.apply(config, Weights.open(inner));
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
