package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.HiddenStates;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and what is said then. */
final class FamiliesTest {
  private static ObjectNode config(String folder) throws IOException {
    Path file = TextFixture.root().resolve(folder).resolve("config.json");
    return (ObjectNode) new ObjectMapper().readTree(file.toFile());
  }

  private static Weights weights(String folder) {
    return Weights.open(TextFixture.root().resolve(folder));
  }

  @Test
  void anotherModelTypeIsRefusedByNameWithTheListOfThoseSupported() {
    ObjectNode config = new ObjectMapper().createObjectNode().put("model_type", "xlnet");
    assertThatThrownBy(() -> Families.load(config, new RandomWeights()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model_type 'xlnet' is not supported; supported are albert, bart,")
        .hasMessageEndingWith("roberta, t5, xlm-roberta");
    assertThatThrownBy(() -> Families.loadEncoderDecoder(config, new RandomWeights()))
        .hasMessage("model_type 'xlnet' is not supported; supported are bart, t5");
    assertThat(Families.supported()).contains("bert", "lstm", "gemma3_text").isSorted();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "bert, position_embedding_type, relative_key, only absolute",
        "bert, hidden_act, mish, 'activation mish is not supported; supported are gelu, gelu_new'",
        "albert, inner_group_num, 2, inner_group_num 2 is not supported",
        "llama, attention_bias, true, attention_bias true is not supported",
        "qwen2, use_sliding_window, true, use_sliding_window true is not supported",
        "modernbert, mlp_bias, true, mlp_bias true is not supported",
        "gpt2, scale_attn_weights, false, 'scale_attn_weights false is not supported, only true'",
        "bert, hidden_size, none, hidden_size must be a positive whole number",
        "llama, rms_norm_eps, none, rms_norm_eps must be a number"
      })
  void aSettingThatIsNotWrittenIsRefused(String folder, String key, String value, String message)
      throws IOException {
    ObjectNode config = config(folder).put(key, value);
    assertThatThrownBy(() -> Families.load(config, weights(folder)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aScalingOfTurnsThatIsNotWrittenIsRefused() throws IOException {
    ObjectNode config = config("llama");
    config.putObject("rope_scaling").put("rope_type", "yarn");
    assertThatThrownBy(() -> Families.load(config, weights("llama")))
        .hasMessage("config.json: rope scaling yarn is not supported, only default and linear");
  }

  @Test
  void missingPartsAreNamed(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Families.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("config.json: there is no such file");
    Files.writeString(folder.resolve("config.json"), "{");
    Files.copy(
        TextFixture.root().resolve("bert/model.safetensors"), folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> Families.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("config.json: this is no JSON");
    ObjectNode config = config("bert");
    config.remove("hidden_act");
    assertThatThrownBy(() -> Families.load(config, weights("bert")))
        .hasMessage("config.json: there is no hidden_act");
    assertThatThrownBy(() -> Families.load(config("bert"), weights("gpt2")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "there is no weight embeddings.word_embeddings.weight, with or without a prefix");
  }

  @Test
  void tokensPositionsAndTypesBeyondTheTablesAreRefused() {
    TextModel model = Families.load(TextFixture.root().resolve("bert"));
    requireRefused(model, TokenBatch.of(List.of(new int[] {700})), "token must be below 700");
    requireRefused(model, TokenBatch.of(List.of(new int[65])), "position must be below 64");
    requireRefused(
        model,
        TokenBatch.of(List.of(new int[1]), List.of(new int[] {2})),
        "token type must be below 2, as the model has no more, but is 2");
  }

  private static void requireRefused(TextModel model, TokenBatch batch, String message) {
    assertThatThrownBy(() -> model.forward(batch, Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void emptyBatchesAndEmptySequencesAreAnsweredWithoutRows() {
    TextModel model = Families.load(TextFixture.root().resolve("gpt2"));
    assertThat(model.forward(TokenBatch.of(List.of()), Workers.single()).last().rows()).isZero();
    int[] some = {3, 4, 5};
    float[] alone = model.forward(TokenBatch.of(List.of(some)), Workers.single()).last().data();
    TokenBatch batch = TokenBatch.of(List.of(new int[0], some, new int[0]));
    HiddenStates hidden = new HiddenStates(batch);
    States states = model.forward(batch, Workers.single(), hidden);
    assertThat(states.last().data()).isEqualTo(alone);
    assertThat(hidden.after(0).rows()).isEqualTo(3);
    assertThatThrownBy(() -> hidden.after(3)).hasMessage("layer 3 has not been computed");
  }
}
