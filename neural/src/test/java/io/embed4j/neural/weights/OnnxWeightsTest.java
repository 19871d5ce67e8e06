package io.embed4j.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.matrix.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxWeightsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "t5-encoder", "qwen2"})
  void hasTheSameBitsAsTheSafetensorsFileBesideIt(String model) {
    Weights expected = Weights.open(Fixtures.folder(model));
    Weights onnx = Weights.open(Fixtures.folder(model).resolve("onnx/model.onnx"));
    assertThat(onnx.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(onnx.shape(name)).as(name).isEqualTo(expected.shape(name));
      assertThat(floats(onnx, name)).as(name).isEqualTo(floats(expected, name));
    }
  }

  @Test
  void aFolderWithNothingElseIsReadFromOnnx() throws IOException {
    Path file = Fixtures.folder("bert").resolve("onnx/model.onnx");
    Files.createDirectory(folder.resolve("onnx"));
    Files.copy(file, folder.resolve("onnx/model.onnx"));
    assertThat(Weights.open(folder).names()).hasSize(39);
    Files.move(folder.resolve("onnx/model.onnx"), folder.resolve("model.onnx"));
    assertThat(Weights.open(folder).names()).hasSize(39);
    assertThat(Weights.ofOnnx("bert", MemorySegment.ofArray(Files.readAllBytes(file))).names())
        .hasSize(39);
  }

  @ParameterizedTest
  @CsvSource({"all-minilm-l6-v2, 6, 384, 30522", "bge-small-zh-v1.5, 4, 512, 21128"})
  void integersDifferFromFloatsByHalfAStep(String model, int layers, int width, int vocabulary)
      throws IOException {
    Weights floats = resource(model);
    Weights integers = resource(model + "-q");
    List<String> names = bertNames(layers);
    assertThat(floats.names()).containsAll(names);
    assertThat(integers.names()).containsAll(names);
    assertThat(integers.shape("embeddings.word_embeddings.weight"))
        .containsExactly((long) vocabulary, (long) width);
    assertThat(integers.shape("encoder.layer.1.intermediate.dense.weight"))
        .containsExactly(4L * width, (long) width);
    for (String name : names) {
      float[] exact = floats(floats, name);
      float[] rounded = floats(integers, name);
      if (floats.shape(name).size() == 1) {
        assertThat(rounded).as(name).isEqualTo(exact);
      } else {
        boolean table = name.startsWith("embeddings.");
        int groups = table ? 1 : floats.shape(name).getFirst().intValue();
        assertThat(largestErrorInSteps(exact, rounded, groups)).as(name).isBetween(0.4, 0.51);
      }
    }
  }

  /**
   * Returns the largest |exact - rounded| in steps of the quantisation, which are the smallest
   * distance of two different values of a group that shares a scale.
   */
  private static double largestErrorInSteps(float[] exact, float[] rounded, int groups) {
    double largest = 0;
    int size = exact.length / groups;
    for (int from = 0; from < exact.length; from += size) {
      float[] sorted = Arrays.copyOfRange(rounded, from, from + size);
      Arrays.sort(sorted);
      double step = sorted[size - 1] - sorted[0];
      for (int i = 1; i < size; i++) {
        if (sorted[i] > sorted[i - 1]) {
          step = Math.min(step, sorted[i] - sorted[i - 1]);
        }
      }
      for (int i = from; i < from + size; i++) {
        largest = Math.max(largest, Math.abs(exact[i] - rounded[i]) / step);
      }
    }
    return largest;
  }

  private static List<String> bertNames(int layers) {
    List<String> names = new ArrayList<>();
    for (String table : List.of("word", "position", "token_type")) {
      names.add("embeddings." + table + "_embeddings.weight");
    }
    List<String> modules = new ArrayList<>(List.of("embeddings.LayerNorm"));
    for (int i = 0; i < layers; i++) {
      for (String module :
          List.of(
              "attention.self.query",
              "attention.self.key",
              "attention.self.value",
              "attention.output.dense",
              "attention.output.LayerNorm",
              "intermediate.dense",
              "output.dense",
              "output.LayerNorm")) {
        modules.add("encoder.layer." + i + "." + module);
      }
    }
    for (String module : modules) {
      names.add(module + ".weight");
      names.add(module + ".bias");
    }
    return names;
  }

  @Test
  void aMatrixHasTheSameElementsInItsOwnLayout() throws IOException {
    Weights weights = resource("all-minilm-l6-v2-q");
    String name = "encoder.layer.0.intermediate.dense.weight";
    float[] floats = weights.floats(name, 1536, 384);
    Matrix matrix = weights.matrix(name, 1536, 384);
    assertThat(matrix.columnStride()).as("not turned").isNotEqualTo(1);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        assertThat(matrix.at(i, j)).isEqualTo(floats[i * matrix.columns() + j]);
      }
    }
    assertThatThrownBy(() -> weights.matrix(name, 384, 1536))
        .hasMessageContaining(name)
        .hasMessageContaining("[1536, 384]");
  }

  private static Weights resource(String model) throws IOException {
    String name = "/" + model + ".onnx";
    try (InputStream in = OnnxWeightsTest.class.getResourceAsStream(name)) {
      return Weights.readOnnx(name, Objects.requireNonNull(in));
    }
  }

  private static float[] floats(Weights weights, String name) {
    return weights.floats(name, weights.shape(name).stream().mapToLong(Long::longValue).toArray());
  }
}
