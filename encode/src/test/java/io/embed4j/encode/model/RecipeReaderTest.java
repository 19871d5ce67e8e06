package io.embed4j.encode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.encode.model.Pooling.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of both generations of sentence-transformers, and faulty ones. */
final class RecipeReaderTest {
  private static final String OLD = "sentence_transformers.models.";
  private static final String NEW = "sentence_transformers.";

  @TempDir private Path folder;

  private void write(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  /** Writes modules.json; types alternate with paths. */
  private void modules(String... typesAndPaths) throws IOException {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < typesAndPaths.length; i += 2) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"type\": \"%s\", \"path\": \"%s\"}"
                  .formatted(typesAndPaths[i], typesAndPaths[i + 1]));
    }
    write("modules.json", json.append("]").toString());
  }

  private Recipe read(String modelType) {
    return new RecipeReader(ModuleList.read(folder, Role.PLAIN), false).read(modelType, 2, 100);
  }

  private void tensors(String module, Map<String, Tensor> tensors) {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach(writer::add);
    AtomicFile.write(folder.resolve(module).resolve("model.safetensors"), writer);
  }

  @Test
  void withoutModulesItIsTheMeanOrTheLastTokenOfModelsThatReadForward() {
    assertThat(read("bert").pooling()).isEqualTo(Pooling.of(Mode.MEAN));
    assertThat(read("qwen3").pooling()).isEqualTo(Pooling.of(Mode.LAST_TOKEN));
    assertThat(read("bert").steps()).isEmpty();
    assertThat(read("bert").maxTokens()).isEqualTo(100);
  }

  @Test
  void theNewGenerationNamesItsPooling() throws IOException {
    modules(
        NEW + "base.modules.transformer.Transformer",
        "",
        NEW + "sentence_transformer.modules.pooling.Pooling",
        "1_Pooling",
        NEW + "base.modules.normalize.Normalize",
        "2_Normalize");
    write(
        "1_Pooling/config.json",
        "{\"embedding_dimension\": 2, \"pooling_mode\": [\"mean\", \"cls\"],"
            + " \"include_prompt\": false}");
    write("sentence_bert_config.json", "{\"transformer_task\": \"feature-extraction\"}");
    write("tokenizer_config.json", "{\"model_max_length\": 64}");
    Recipe recipe = read("bert");
    assertThat(recipe.pooling()).isEqualTo(new Pooling(List.of(Mode.CLS, Mode.MEAN), false));
    assertThat(recipe.steps()).containsExactly(new Step.Normalize());
    assertThat(recipe.width(2)).isEqualTo(4);
    assertThat(recipe.maxTokens()).isEqualTo(64);
  }

  @Test
  void theLimitIsThatOfSentenceTransformersButNeverAboveThePositions() throws IOException {
    write("tokenizer_config.json", "{\"model_max_length\": 1e30}");
    assertThat(read("bert").maxTokens()).isEqualTo(100);
    write("sentence_bert_config.json", "{\"max_seq_length\": 32, \"do_lower_case\": true}");
    assertThat(read("bert").maxTokens()).isEqualTo(32);
    assertThat(read("bert").lowerCase()).isTrue();
    write("sentence_bert_config.json", "{\"max_seq_length\": 5000}");
    assertThat(read("bert").maxTokens()).isEqualTo(100);
  }

  /** min(max_position_embeddings, model_max_length), unless max_seq_length says otherwise. */
  @Test
  void theModelsSettingsLimitWhatIsNotLearnt() throws IOException {
    write("config.json", "{\"max_position_embeddings\": 50}");
    assertThat(read("modernbert").maxTokens()).isEqualTo(50);
    write("tokenizer_config.json", "{\"model_max_length\": 40}");
    assertThat(read("modernbert").maxTokens()).isEqualTo(40);
    write("tokenizer_config.json", "{\"model_max_length\": 60}");
    assertThat(read("modernbert").maxTokens()).isEqualTo(50);
    write("sentence_bert_config.json", "{\"max_seq_length\": 70}");
    assertThat(read("modernbert").maxTokens()).isEqualTo(70);
    write("sentence_bert_config.json", "{\"max_seq_length\": null}");
    write("config.json", "{\"max_position_embeddings\": -1}");
    assertThat(read("xlnet").maxTokens()).isEqualTo(60);
    write("config.json", "{\"n_positions\": 30}");
    assertThat(read("nomic_bert").maxTokens()).isEqualTo(30);
  }

  @Test
  void denseWithoutAnActivationIsTanh() throws IOException {
    modules(OLD + "Dense", "2_Dense");
    write("2_Dense/config.json", "{\"in_features\": 2, \"out_features\": 1}");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("linear.weight", Tensor.of(new float[] {0.5f, -1}, 1, 2));
    tensors.put("linear.bias", Tensor.of(new float[] {0.25f}, 1));
    tensors("2_Dense", tensors);
    float[] y = read("bert").steps().getFirst().apply(new float[] {1, 0.5f});
    assertThat(y).hasSize(1);
    assertThat(y[0]).isEqualTo((float) Math.tanh(0.25), Offset.offset(1e-6f));
  }

  @Test
  void layerNormIsThatOfTheVector() throws IOException {
    modules(OLD + "LayerNorm", "2_LayerNorm");
    Files.createDirectories(folder.resolve("2_LayerNorm"));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("norm.weight", Tensor.of(new float[] {2, 2}, 2));
    tensors.put("norm.bias", Tensor.of(new float[] {1, 1}, 2));
    tensors("2_LayerNorm", tensors);
    float[] y = read("bert").steps().getFirst().apply(new float[] {5, 1});
    assertThat(y[0]).isEqualTo(3, Offset.offset(1e-4f));
    assertThat(y[1]).isEqualTo(-1, Offset.offset(1e-4f));
  }

  @Test
  void promptsAreFoundByWhatTheyAreFor() throws IOException {
    write(
        "config_sentence_transformers.json",
        "{\"prompts\": {\"query\": \"q: \", \"passage\": \"p: \", \"sts\": \"s: \"},"
            + " \"default_prompt_name\": \"sts\"}");
    Recipe recipe = read("bert");
    assertThat(recipe.queryPrompt()).isEqualTo("q: ");
    assertThat(recipe.documentPrompt()).isEqualTo("p: ");
    assertThat(recipe.plainPrompt()).isEqualTo("s: ");
  }

  @Test
  void whatIsNotSupportedIsNamed() throws IOException {
    modules(OLD + "WeightedLayerPooling", "1_X");
    assertThatThrownBy(() -> read("bert"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("module WeightedLayerPooling is not supported");
    modules(OLD + "Pooling", "../elsewhere");
    assertThatThrownBy(() -> read("bert"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the path of module " + OLD + "Pooling leaves the folder");
    modules(OLD + "Dense", "2_Dense");
    write(
        "2_Dense/config.json",
        "{\"in_features\": 2, \"out_features\": 1, \"activation_function\": \"os.system\"}");
    tensors(
        "2_Dense",
        Map.of(
            "linear.weight", Tensor.of(new float[2], 1, 2),
            "linear.bias", Tensor.of(new float[1], 1)));
    assertThatThrownBy(() -> read("bert"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("activation os.system is not supported");
  }
}
