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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/** Reads a folder of sentence-transformers, or of transformers alone. */
public final class EncoderFolder {
  private EncoderFolder() {}

  /**
   * Reads a model. It need not be at the top of the folder: {@code modules.json} says where it is.
   *
   * @throws NotFoundException if there is no such folder, or no tokenizer in it
   * @throws ModelFormatException if a file is missing or damaged, or something in it is not
   *     supported
   */
  public static EncoderModel read(Path folder) {
    return read(folder, false, Families::load);
  }

  /**
   * Reads a model so that it can be trained.
   *
   * @throws NotFoundException as {@link #read}
   * @throws ModelFormatException as {@link #read}
   */
  public static TrainableEncoder readForTraining(Path folder) {
    List<TrainableModel> transformer = new ArrayList<>(1);
    EncoderModel encoder =
        read(
            folder,
            true,
            (config, weights) -> {
              transformer.add(Families.loadForTraining(config, weights));
              return transformer.getFirst().model();
            });
    String inner = folder.relativize(transformer(folder)).toString().replace('\\', '/');
    return new TrainableEncoder(encoder, transformer.getFirst(), inner);
  }

  private static EncoderModel read(
      Path folder, boolean trainable, BiFunction<JsonNode, Weights, TextModel> load) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    Path inner = transformer(folder);
    JsonNode config = new FolderFiles(inner).required("config.json");
    // the longest two parts of the work, side by side
    CompletableFuture<Tokenizer> tokenizer =
        CompletableFuture.supplyAsync(() -> Tokenizers.load(inner));
    TextModel model = load.apply(config, Weights.open(inner));
    String type = config.path("model_type").asText();
    Recipe recipe =
        new RecipeReader(folder, trainable).read(type, model.dim(), model.maxPositions());
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new EncoderModel(
        String.valueOf(name),
        type,
        result(tokenizer),
        model,
        recipe,
        adapter(folder.resolve(QueryAdapter.FILE), recipe.width(model.dim())),
        Fingerprints.names(folder));
  }

  private static Optional<QueryAdapter> adapter(Path file, int dim) {
    return Files.isRegularFile(file) ? Optional.of(QueryAdapter.read(file, dim)) : Optional.empty();
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

  /** Older folders keep the model in a folder of its own, such as 0_Transformer. */
  private static Path transformer(Path folder) {
    for (JsonNode module : new FolderFiles(folder).optional("modules.json")) {
      Path inner = folder.resolve(module.path("path").asText()).normalize();
      if (module.path("type").asText().endsWith("Transformer")
          && inner.startsWith(folder.normalize())) {
        return inner;
      }
    }
    return folder;
  }
}
