package io.embed4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.encode.model.DefaultModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and documents on routes of their own, beside folders that have one route only. */
final class RoutesTest {
  private static final Path BERT =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert");
  private static final String MODULES =
      "[{\"type\": \"sentence_transformers.models.Router\", \"path\": \"\"}]";
  private static final String ROUTER =
      """
      {"types": {
         "query_0_Transformer": "sentence_transformers.models.Transformer.Transformer",
         "query_1_Pooling": "sentence_transformers.models.Pooling.Pooling",
         "document_0_Transformer": "sentence_transformers.models.Transformer.Transformer",
         "document_1_Pooling": "sentence_transformers.models.Pooling.Pooling"},
       "structure": {
         "query": ["query_0_Transformer", "query_1_Pooling"],
         "document": ["document_0_Transformer", "document_1_Pooling"]},
       "parameters": {"default_route": "document", "allow_empty_key": true}}
      """;

  @TempDir private Path folder;

  private void write(String name, String json) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  private void copyModel(String name) throws IOException {
    Path target = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(BERT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("modules.json")) {
          Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void pooling(String name, String mode) throws IOException {
    write(name + "/config.json", "{\"pooling_mode\": \"%s\"}".formatted(mode));
  }

  private float[] alone(String mode) throws IOException {
    Path old = folder.resolve("alone-" + mode);
    copyModel("alone-" + mode + "/0_Transformer");
    write(
        "alone-" + mode + "/modules.json",
        """
        [{"type": "sentence_transformers.models.Transformer", "path": "0_Transformer"},
         {"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"}]
        """);
    pooling("alone-" + mode + "/1_Pooling", mode);
    try (TextEncoder encoder = TextEncoder.load(old)) {
      return encoder.encode("facts of graphs");
    }
  }

  @Test
  void questionsAndDocumentsTakeTheirRoutes() throws IOException {
    write("modules.json", MODULES);
    write("router_config.json", ROUTER);
    copyModel("query_0_Transformer");
    copyModel("document_0_Transformer");
    pooling("query_1_Pooling", "cls");
    pooling("document_1_Pooling", "mean");
    try (TextEncoder encoder = TextEncoder.load(folder)) {
      assertThat(encoder.encodeQuery("facts of graphs")).isEqualTo(alone("cls"));
      assertThat(encoder.encodeDocuments(List.of("facts of graphs")).getFirst())
          .isEqualTo(alone("mean"));
      assertThat(encoder.encode("facts of graphs")).isEqualTo(alone("mean"));
      assertThat(encoder.dimensions(8).encodeQuery("facts of graphs")).hasSize(8);
    }
  }

  /** As Asym wrote it before 5.0: types without classes, and routes of other names. */
  @Test
  void routesMayBeginBehindTheModel() throws IOException {
    write(
        "modules.json",
        """
        [{"type": "sentence_transformers.models.Transformer", "path": "0_Transformer"},
         {"type": "sentence_transformers.models.Pooling", "path": "1_Pooling"},
         {"type": "sentence_transformers.models.Asym", "path": "2_Asym"}]
        """);
    copyModel("0_Transformer");
    pooling("1_Pooling", "mean");
    write(
        "2_Asym/config.json",
        """
        {"types": {"140_Dense": "sentence_transformers.models.Dense",
                   "141_Dense": "sentence_transformers.models.Dense"},
         "structure": {"query": ["140_Dense"], "doc": ["141_Dense"]},
         "parameters": {"allow_empty_key": true}}
        """);
    dense("140_Dense", 2);
    dense("141_Dense", -3);
    float[] mean = alone("mean");
    try (TextEncoder encoder = TextEncoder.load(folder)) {
      assertThat(encoder.encodeQuery("facts of graphs")).containsExactly(2 * mean[0]);
      assertThat(encoder.encodeDocuments(List.of("facts of graphs")).getFirst())
          .containsExactly(-3 * mean[0]);
      assertThat(encoder.encode("facts of graphs")).containsExactly(-3 * mean[0]);
    }
  }

  /** Writes a layer of one output: the first number times a factor. */
  private void dense(String id, float factor) throws IOException {
    write(
        "2_Asym/" + id + "/config.json",
        """
        {"in_features": 32, "out_features": 1, "bias": false,
         "activation_function": "torch.nn.modules.linear.Identity"}
        """);
    float[] weight = new float[32];
    weight[0] = factor;
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.add("linear.weight", Tensor.of(weight, 1, 32));
    AtomicFile.write(folder.resolve("2_Asym").resolve(id).resolve("model.safetensors"), writer);
  }

  @Test
  void faultyRoutersAreNamed() throws IOException {
    write("modules.json", MODULES);
    write("router_config.json", "{\"structure\": {\"a\": [], \"b\": []}}");
    assertThatThrownBy(() -> TextEncoder.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("router_config.json: expected one of the routes [")
        .hasMessageContaining("found [a, b]");
    write(
        "router_config.json",
        "{\"types\": {\"../x\": \"Pooling\"}, \"structure\": {\"document\": [\"../x\"]}}");
    assertThatThrownBy(() -> TextEncoder.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the path of module Pooling leaves the folder");
  }

  @Test
  void modelsWithoutARouterHaveOneWay() {
    try (TextEncoder encoder = TextEncoder.load(DefaultModel.ENGLISH.folder())) {
      assertThat(encoder.model().routes()).isEmpty();
      assertThat(encoder.encodeQuery("a")).isEqualTo(encoder.encode("a"));
    }
  }
}
