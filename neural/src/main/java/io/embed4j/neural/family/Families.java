package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.block.EncoderDecoder;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.train.MaskedHead;
import io.embed4j.neural.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Loads models by the {@code model_type} of their {@code config.json}. */
public final class Families {
  private interface Family<M> {
    M load(Config config, Checkpoint weights);
  }

  private static final Map<String, Family<TextModel>> TEXT =
      Map.ofEntries(
          Map.entry("albert", Albert::load),
          Map.entry("bart", Bart::encoder),
          Map.entry("bert", Bert::bert),
          Map.entry("camembert", Bert::roberta),
          Map.entry("distilbert", DistilBert::load),
          Map.entry("gemma3_text", Gemma3::load),
          Map.entry("gpt2", Gpt2::load),
          Map.entry("gru", Recurrent::gru),
          Map.entry("llama", Llama::llama),
          Map.entry("lstm", Recurrent::lstm),
          Map.entry("modernbert", ModernBert::load),
          Map.entry("mpnet", Mpnet::load),
          Map.entry("nomic_bert", NomicBert::load),
          Map.entry("qwen2", Llama::qwen2),
          Map.entry("qwen3", Llama::qwen3),
          Map.entry("rnn", Recurrent::rnn),
          Map.entry("roberta", Bert::roberta),
          Map.entry("t5", T5::encoder),
          Map.entry("xlm-roberta", Bert::roberta));

  private static final Map<String, Family<GridModel>> GRID =
      Map.ofEntries(
          Map.entry("audio-spectrogram-transformer", Ast::load),
          Map.entry("clap_audio_model", Clap::audioAlone),
          Map.entry("clip_vision_model", Clip::visionAlone),
          Map.entry("dinov2", Dinov2::load),
          Map.entry("resnet", ResNet::load),
          Map.entry("siglip_vision_model", Siglip::visionAlone),
          Map.entry("vit", ViT::load),
          Map.entry("wav2vec2", Wav2Vec2::load),
          Map.entry("whisper", Whisper::encoder));

  private static final Map<String, Family<DualEncoder>> DUAL =
      Map.of("clap", Clap::load, "clip", Clip::load, "siglip", Siglip::load);

  private static final Map<String, Family<EncoderDecoder>> ENCODER_DECODERS =
      Map.of("bart", Bart::both, "t5", T5::both);

  private Families() {}

  /** Returns each {@code model_type} that {@link #load} knows. */
  public static List<String> supported() {
    return List.copyOf(new TreeMap<>(TEXT).keySet());
  }

  /**
   * Loads a folder with {@code config.json} and weights.
   *
   * @throws ModelFormatException if a file is missing or damaged, or the model is of no supported
   *     family
   */
  public static TextModel load(Path folder) {
    return load(config(folder), Weights.open(folder));
  }

  /**
   * Loads a folder so that the model can be trained: with the parameters of its layers, which need
   * three times the memory.
   *
   * @throws ModelFormatException as {@link #load(Path)}
   */
  public static TrainableModel<TextModel> loadForTraining(Path folder) {
    return loadForTraining(config(folder), Weights.open(folder));
  }

  /** Returns each {@code model_type} of pictures or sounds that {@link #loadGrid} knows. */
  public static List<String> supportedGrids() {
    return List.copyOf(new TreeMap<>(GRID).keySet());
  }

  /** Returns each {@code model_type} of two models that {@link #loadDual} knows. */
  public static List<String> supportedDuals() {
    return List.copyOf(new TreeMap<>(DUAL).keySet());
  }

  /**
   * Makes a model of pictures or sounds.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static GridModel loadGrid(JsonNode config, Weights weights) {
    return require(GRID, config).load(new Config(config), Checkpoint.of(weights));
  }

  /**
   * Makes a model of pictures or sounds that can be trained.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static TrainableModel<GridModel> loadGridForTraining(JsonNode config, Weights weights) {
    return trainable(require(GRID, config), config, weights);
  }

  /**
   * Makes a model of text and one of pictures or sounds, whose vectors are in one space.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static DualEncoder loadDual(JsonNode config, Weights weights) {
    return require(DUAL, config).load(new Config(config), Checkpoint.of(weights));
  }

  /**
   * Makes two models with one space that can be trained.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static TrainableModel<DualEncoder> loadDualForTraining(JsonNode config, Weights weights) {
    return trainable(require(DUAL, config), config, weights);
  }

  private static <M> TrainableModel<M> trainable(
      Family<M> family, JsonNode config, Weights weights) {
    Checkpoint checkpoint = Checkpoint.forTraining(weights);
    M model = family.load(new Config(config), checkpoint);
    return new TrainableModel<>(model, checkpoint.parameters());
  }

  /**
   * Returns the content of {@code config.json}.
   *
   * @throws ModelFormatException if it is missing or damaged
   */
  public static JsonNode config(Path folder) {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file + ": there is no such file");
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new ModelFormatException(file + ": this is no JSON: " + e.getMessage());
    }
  }

  /**
   * Makes a model of its settings and weights. Of an encoder–decoder, this is the encoder.
   *
   * @param config the content of {@code config.json}
   * @throws ModelFormatException if a weight or a setting is missing, or the model is of no
   *     supported family
   */
  public static TextModel load(JsonNode config, Weights weights) {
    return require(TEXT, config).load(new Config(config), Checkpoint.of(weights));
  }

  /**
   * Makes a model that can be trained of its settings and weights. Of an encoder–decoder, this is
   * the encoder.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static TrainableModel<TextModel> loadForTraining(JsonNode config, Weights weights) {
    return trainable(require(TEXT, config), config, weights);
  }

  /**
   * Loads a folder to train a model by guessing hidden tokens; where the checkpoint has no head for
   * that, one of random numbers is added.
   *
   * @param seed of a new head
   * @throws ModelFormatException as {@link #load(Path)}, or if the family has no such head
   */
  public static MaskedLanguageModel loadMaskedLanguageModel(Path folder, long seed) {
    return loadMaskedLanguageModel(config(folder), Weights.open(folder), seed);
  }

  /**
   * Makes a model to train by guessing hidden tokens of its settings and weights.
   *
   * @param seed of a new head
   * @throws ModelFormatException as {@link #loadMaskedLanguageModel(Path, long)}
   */
  public static MaskedLanguageModel loadMaskedLanguageModel(
      JsonNode json, Weights weights, long seed) {
    Config config = new Config(json);
    Checkpoint checkpoint = Checkpoint.forTraining(MaskedHeads.withHead(config, weights, seed));
    TextModel model = require(TEXT, json).load(config, checkpoint);
    MaskedHead head = MaskedHeads.load(config, checkpoint);
    return new MaskedLanguageModel(new TrainableModel<>(model, checkpoint.parameters()), head);
  }

  /**
   * Makes an encoder–decoder of its settings and weights.
   *
   * @throws ModelFormatException as {@link #load(JsonNode, Weights)}
   */
  public static EncoderDecoder loadEncoderDecoder(JsonNode config, Weights weights) {
    return require(ENCODER_DECODERS, config).load(new Config(config), Checkpoint.of(weights));
  }

  private static <M> Family<M> require(Map<String, Family<M>> families, JsonNode config) {
    String type = config.path("model_type").asText();
    return Optional.ofNullable(families.get(type))
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "model_type '%s' is not supported; supported are %s"
                        .formatted(type, String.join(", ", new TreeMap<>(families).keySet()))));
  }
}
