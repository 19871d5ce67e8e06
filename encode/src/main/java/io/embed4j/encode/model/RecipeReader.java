package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.encode.model.Pooling.Mode;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@link Recipe} from the files of sentence-transformers, of both generations: up to 5.3,
 * with booleans for each way of pooling, and later, with a name or a list. Without them: mean
 * pooling, the last token where tokens see only those before them, and nothing after it.
 */
final class RecipeReader {
  /** Where up to 5.3 the limit of length stands; the first that is there counts. */
  private static final List<String> LIMIT_FILES =
      List.of(
          "sentence_bert_config.json",
          "sentence_roberta_config.json",
          "sentence_distilbert_config.json",
          "sentence_camembert_config.json",
          "sentence_albert_config.json",
          "sentence_xlm-roberta_config.json",
          "sentence_xlnet_config.json");

  /** Old key of each way of pooling. */
  static final Map<String, Mode> OLD_MODES =
      Map.of(
          "pooling_mode_cls_token", Mode.CLS,
          "pooling_mode_max_tokens", Mode.MAX,
          "pooling_mode_mean_tokens", Mode.MEAN,
          "pooling_mode_mean_sqrt_len_tokens", Mode.MEAN_SQRT_LEN,
          "pooling_mode_weightedmean_tokens", Mode.WEIGHTED_MEAN,
          "pooling_mode_lasttoken", Mode.LAST_TOKEN);

  /** New name of each way of pooling. */
  private static final Map<String, Mode> NEW_MODES =
      Map.of(
          "cls", Mode.CLS,
          "max", Mode.MAX,
          "mean", Mode.MEAN,
          "mean_sqrt_len_tokens", Mode.MEAN_SQRT_LEN,
          "weightedmean", Mode.WEIGHTED_MEAN,
          "lasttoken", Mode.LAST_TOKEN);

  /** Families whose tokens see only those before them. */
  private static final Set<String> CAUSAL = Set.of("gpt2", "llama", "qwen2", "qwen3");

  private final ModuleList list;
  private final boolean trainable;

  /**
   * Makes a reader of a folder's modules.
   *
   * @param trainable whether modules after the pooling can be trained
   */
  RecipeReader(ModuleList list, boolean trainable) {
    this.list = list;
    this.trainable = trainable;
  }

  /**
   * Reads the recipe.
   *
   * @param modelType of {@code config.json}
   * @param dim length of a token's vector
   * @param positions how many tokens the model can take
   */
  Recipe read(String modelType, int dim, int positions) {
    Pooling pooling = Pooling.of(CAUSAL.contains(modelType) ? Mode.LAST_TOKEN : Mode.MEAN);
    List<Step> steps = new ArrayList<>();
    int width = dim;
    for (ModuleList.Module module : list.modules()) {
      switch (module.type()) {
        case "Transformer" -> {}
        case "Pooling" -> {
          pooling = pooling(new FolderFiles(module.path()).required("config.json"));
          width = pooling.width(dim);
        }
        case "Normalize" -> steps.add(new Step.Normalize());
        case "Dense" -> steps.add(dense(module.path()));
        case "LayerNorm" -> steps.add(layerNorm(module.path(), width));
        default ->
            throw new ModelFormatException(
                "%s: module %s is not supported; supported are Transformer, Pooling, Dense,"
                        .formatted(list.folder().resolve(ModuleList.FILE), module.type())
                    + " LayerNorm, Normalize and Router");
      }
      width = steps.isEmpty() ? width : steps.getLast().width(width);
    }
    JsonNode limits = limits();
    JsonNode settings =
        new FolderFiles(list.folder()).optional("config_sentence_transformers.json");
    return new Recipe(
        maxTokens(limits, positions),
        limits.path("do_lower_case").asBoolean(false),
        pooling,
        steps,
        prompts(settings.path("prompts")),
        Optional.ofNullable(settings.path("default_prompt_name").textValue()));
  }

  private static Pooling pooling(JsonNode config) {
    List<Mode> modes = new ArrayList<>();
    JsonNode names = config.path("pooling_mode");
    if (names.isTextual()) {
      modes.add(mode(names.asText()));
    }
    names.forEach(name -> modes.add(mode(name.asText())));
    OLD_MODES.forEach(
        (key, mode) -> {
          if (config.path(key).asBoolean(false)) {
            modes.add(mode);
          }
        });
    boolean includePrompt = config.path("include_prompt").asBoolean(true);
    return new Pooling(modes.isEmpty() ? List.of(Mode.MEAN) : modes, includePrompt);
  }

  private static Mode mode(String name) {
    return Optional.ofNullable(NEW_MODES.get(name))
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "pooling mode %s is not supported; supported are %s"
                        .formatted(name, NEW_MODES.keySet().stream().sorted().toList())));
  }

  /** Without an activation in its settings it is tanh, as in sentence-transformers. */
  private Step dense(Path path) {
    JsonNode config = new FolderFiles(path).required("config.json");
    if (config.path("use_residual").asBoolean(false)) {
      throw new ModelFormatException(path + ": a residual beside Dense is not supported");
    }
    int in = config.path("in_features").asInt();
    int out = config.path("out_features").asInt();
    Weights weights = Weights.open(path);
    String function = config.path("activation_function").asText("Tanh");
    float[] weight = weights.floats("linear.weight", out, in);
    boolean hasBias = config.path("bias").asBoolean(true);
    float[] bias = hasBias ? weights.floats("linear.bias", out) : new float[0];
    Linear linear =
        trainable
            ? Linear.of(
                Parameter.of(name(path, "linear.weight"), weight, out, in),
                out,
                hasBias ? Parameter.of(name(path, "linear.bias"), bias, out) : Parameter.constant())
            : Linear.of(Matrix.of(weight, out, in), bias);
    return new Step.Dense(linear, activation(path, function));
  }

  private static Optional<Activation> activation(Path path, String function) {
    return switch (function.substring(function.lastIndexOf('.') + 1)) {
      case "Identity" -> Optional.empty();
      case "Tanh" -> Optional.of(Activation.TANH);
      case "ReLU" -> Optional.of(Activation.RELU);
      case "GELU" -> Optional.of(Activation.GELU);
      case "SiLU" -> Optional.of(Activation.SILU);
      default ->
          throw new ModelFormatException(
              path
                  + ": activation "
                  + function
                  + " is not supported; supported are Identity, Tanh, ReLU, GELU, SiLU");
    };
  }

  private Step layerNorm(Path path, int width) {
    return new Step.LayerNorm(
        new io.embed4j.neural.layer.LayerNorm(
            vector(path, "norm.weight", width), vector(path, "norm.bias", width), 1e-5f));
  }

  private Parameter vector(Path path, String name, int width) {
    return Parameter.of(name(path, name), Weights.open(path).floats(name, width), width);
  }

  /** Several modules may have weights of one name; the folder tells them apart. */
  private String name(Path path, String weight) {
    return list.folder().normalize().relativize(path).toString().replace('\\', '/') + "/" + weight;
  }

  private JsonNode limits() {
    Path folder = list.transformer();
    FolderFiles files = new FolderFiles(folder);
    return LIMIT_FILES.stream()
        .filter(name -> Files.isRegularFile(folder.resolve(name)))
        .findFirst()
        .map(files::required)
        .orElseGet(() -> files.optional(LIMIT_FILES.getFirst()));
  }

  /**
   * That of sentence-transformers; else the smaller of what the tokenizer and the model's settings
   * say, as sentence-transformers does. Never more than there are learnt positions.
   */
  private int maxTokens(JsonNode limits, int positions) {
    long limit = limits.path("max_seq_length").asLong(0);
    if (limit <= 0) {
      FolderFiles files = new FolderFiles(list.transformer());
      JsonNode config = files.optional("config.json");
      limit =
          Math.min(
              limit(files.optional("tokenizer_config.json").path("model_max_length")),
              limit(
                  config.path(
                      config.has("n_positions") ? "n_positions" : "max_position_embeddings")));
    }
    return (int) Math.min(limit, positions);
  }

  /** Some files say 10³⁰, which is more than a long holds, and some -1. */
  private static long limit(JsonNode stated) {
    double most = stated.asDouble(0);
    return most > 0 ? (long) Math.min(most, Integer.MAX_VALUE) : Integer.MAX_VALUE;
  }

  private static Map<String, String> prompts(JsonNode node) {
    Map<String, String> prompts = new LinkedHashMap<>();
    node.properties().forEach(entry -> prompts.put(entry.getKey(), entry.getValue().asText()));
    return prompts;
  }
}
