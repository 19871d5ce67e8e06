package io.embed4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of ModernBERT as transformers 5 writes them, beside those of transformers 4. */
final class NewerSettingsTest {
  private static final Path OLD =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "modernbert");
  private static final String TEXT =
      "Knowledge graphs store facts as triples, and each triple has a head, a relation and a tail.";

  @TempDir private Path folder;

  private float[] vector(Consumer<ObjectNode> change) throws IOException {
    try (Stream<Path> files = Files.walk(OLD)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(OLD.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    ObjectMapper mapper = new ObjectMapper();
    Path config = folder.resolve("config.json");
    ObjectNode settings = (ObjectNode) mapper.readTree(config.toFile());
    change.accept(settings);
    mapper.writeValue(config.toFile(), settings);
    try (TextEncoder encoder = TextEncoder.load(folder)) {
      return encoder.encode(TEXT);
    }
  }

  private static void renew(ObjectNode settings, double global, double local, String... types) {
    settings.remove("global_rope_theta");
    settings.remove("local_rope_theta");
    settings.remove("global_attn_every_n_layers");
    for (String type : types) {
      settings.withArray("layer_types").add(type + "_attention");
    }
    ObjectNode parameters = settings.putObject("rope_parameters");
    parameters.putObject("full_attention").put("rope_type", "default").put("rope_theta", global);
    parameters.putObject("sliding_attention").put("rope_type", "default").put("rope_theta", local);
  }

  @Test
  void newerKeysSayTheSame() throws IOException {
    float[] old = vector(settings -> {});
    assertThat(vector(s -> renew(s, 160_000, 10_000, "full", "sliding", "sliding", "full")))
        .isEqualTo(old);
    assertThat(vector(s -> s.remove("local_rope_theta"))).isEqualTo(old); // 10,000 without it
    assertThat(vector(s -> renew(s, 160_000, 10_000, "full", "full", "sliding", "full")))
        .isNotEqualTo(old);
    assertThat(vector(s -> renew(s, 160_000, 100, "full", "sliding", "sliding", "full")))
        .isNotEqualTo(old);
    assertThat(vector(s -> renew(s, 100, 10_000, "full", "sliding", "sliding", "full")))
        .isNotEqualTo(old);
  }

  @Test
  void textsAreCutAtThePositionsThatTheSettingsState() throws IOException {
    vector(s -> s.put("max_position_embeddings", 9));
    Files.delete(folder.resolve("sentence_bert_config.json"));
    Files.delete(folder.resolve("tokenizer_config.json"));
    try (TextEncoder encoder = TextEncoder.load(folder)) {
      assertThat(encoder.model().recipe().maxTokens()).isEqualTo(9);
    }
  }
}
