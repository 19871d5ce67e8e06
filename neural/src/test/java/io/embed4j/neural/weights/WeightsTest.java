package io.embed4j.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  @TempDir Path folder;

  @Test
  void readsTheSameElementsFromOneFileAndFromShards() throws IOException {
    Path qwen3 = Fixtures.folder("qwen3");
    Weights sharded = Weights.open(qwen3);
    Weights first = Weights.open(qwen3.resolve("model-00001-of-00002.safetensors"));
    Weights second = Weights.open(qwen3.resolve("model-00002-of-00002.safetensors"));
    assertThat(sharded.names()).hasSize(first.names().size() + second.names().size());
    assertThat(sharded.names()).containsAll(first.names()).containsAll(second.names());
    assertThat(sharded.shape("layers.1.mlp.down_proj.weight")).isEqualTo(List.of(32L, 72L));
    assertThat(sharded.floats("layers.1.mlp.down_proj.weight", 32, 72))
        .isEqualTo(second.floats("layers.1.mlp.down_proj.weight", 32, 72));
    assertThat(sharded.floats("embed_tokens.weight", 479, 32))
        .isEqualTo(first.floats("embed_tokens.weight", 479, 32));
  }

  @Test
  void aMissingShardIsNoticedWhenTheIndexIsOpened() throws IOException {
    Path qwen3 = Fixtures.folder("qwen3");
    for (String file :
        List.of("model.safetensors.index.json", "model-00001-of-00002.safetensors")) {
      Files.copy(qwen3.resolve(file), folder.resolve(file));
    }
    assertThatThrownBy(() -> Weights.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(folder.resolve("model-00002-of-00002.safetensors") + ": there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'weight_map': {'x': '../other.safetensors'}} | tensor x must be in a file beside the index",
        "{'weight_map': {'x': '/etc/passwd'}}          | tensor x must be in a file beside the index",
        "{'weight_map': {'x': '..'}}                   | tensor x must be in a file beside the index",
        "{'weight_map': {'x': 7}}                      | tensor x must be in a file beside the index",
        "{'weight_map': {'x': 'm.safetensors.index.json'}} | must be in a file beside the index",
        "{'weight_map': {'x': 'notes.txt'}}            | no known file of weights",
        "{'weight_map': {'x': 'one.safetensors'}}      | there is no tensor x, though",
        "{'weight_map': ['x']}                         | weight_map must be an object",
        "{}                                            | weight_map must be an object",
        "{'weight_map': {'x': 'a', 'x': 'b'}}          | no sound JSON: Duplicate",
        "{'weight_map'                                 | no sound JSON"
      })
  void unsoundIndexesAreRefused(String json, String message) throws IOException {
    Files.copy(
        Fixtures.folder("qwen3").resolve("model-00001-of-00002.safetensors"),
        folder.resolve("one.safetensors"));
    Files.writeString(folder.resolve("m.safetensors.index.json"), json.replace('\'', '"'));
    assertThatThrownBy(() -> Weights.open(folder.resolve("m.safetensors.index.json")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Files.writeString(folder.resolve("model.safetensors.index.json"), "[".repeat(2_000_000));
    assertThatThrownBy(() -> Weights.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void anotherTensorThanExpectedIsNamed() {
    Weights weights = Weights.open(Fixtures.folder("qwen3"));
    assertThatThrownBy(() -> weights.floats("pooler.dense.weight", 32, 32))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "model.safetensors.index.json: there is no tensor pooler.dense.weight")
        .hasMessageContaining("only [embed_tokens.weight, ")
        .hasMessageEndingWith("] and 16 more");
    assertThatThrownBy(() -> weights.floats("norm.weight", 33))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model-00002-of-00002.safetensors: tensor norm.weight")
        .hasMessageContaining("must be of shape [33], but is [32]");
    assertThatThrownBy(() -> weights.shape("x")).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void halvesAndBrainFloatsAreWidened() throws IOException {
    // Beside the stored type of each file: its first elements, widened by another program.
    assertThat(Weights.open(Fixtures.folder("llama")).floats("norm.weight", 32))
        .startsWith(1.2558594f, 1.2509766f, 1.0966797f, 0.80371094f);
    assertThat(Weights.open(Fixtures.folder("qwen2")).floats("norm.weight", 32))
        .startsWith(0.91796875f, 0.86328125f, 0.93359375f, 0.90234375f);
  }

  @Test
  void aFolderWithoutWeightsSaysWhatItLookedFor() {
    assertThatThrownBy(() -> Weights.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder + ": there are no weights; looked for model.safetensors, ");
    assertThatThrownBy(() -> Weights.open(folder.resolve("absent")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no such folder or file");
  }
}
