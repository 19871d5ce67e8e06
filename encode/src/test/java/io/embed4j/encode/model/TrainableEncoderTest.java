package io.embed4j.encode.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders that are read for training, written, and read again. */
final class TrainableEncoderTest {
  private static final Path FIXTURES =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");
  private static final String TEXT = "Knowledge graphs store facts.";

  @TempDir private Path temp;

  static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(FIXTURES)) {
      return all.filter(folder -> Files.exists(folder.resolve("modules.json"))).sorted().toList();
    }
  }

  private static float[] vector(EncoderModel model) {
    try (TextEncoder encoder = TextEncoder.of(model, EncoderOptions.defaults().withThreads(1))) {
      return encoder.encode(TEXT);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void whatIsWrittenHasTheSameVectors(Path folder) {
    TrainableEncoder encoder = EncoderFolder.readForTraining(folder);
    float[] expected = vector(EncoderFolder.read(folder));
    assertThat(vector(encoder.encoder())).isEqualTo(expected);
    encoder.save(temp.resolve("saved"), "a card");
    assertThat(vector(EncoderFolder.read(temp.resolve("saved")))).isEqualTo(expected);
    assertThat(temp.resolve("saved/README.md")).hasContent("a card");
    assertThat(temp.resolve("saved/model.safetensors")).exists();
  }

  @Test
  void aFolderOfTransformersBecomesOneOfSentenceTransformers() throws IOException {
    Path bare = Files.createDirectory(temp.resolve("bare"));
    for (String name : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      Files.copy(FIXTURES.resolve("bert").resolve(name), bare.resolve(name));
    }
    float[] expected = vector(EncoderFolder.read(bare));
    EncoderFolder.readForTraining(bare).save(temp.resolve("saved"), "");
    assertThat(Files.readString(temp.resolve("saved/modules.json")))
        .contains("sentence_transformers.models.Pooling", "1_Pooling");
    assertThat(Files.readString(temp.resolve("saved/1_Pooling/config.json")))
        .contains("\"pooling_mode_mean_tokens\" : true", "\"pooling_mode_cls_token\" : false");
    EncoderModel again = EncoderFolder.read(temp.resolve("saved"));
    assertThat(vector(again)).isEqualTo(expected);
    assertThat(Map.copyOf(again.files())).containsKey("sentence_bert_config.json");
  }
}
