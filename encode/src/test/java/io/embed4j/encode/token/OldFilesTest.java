package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixtures without {@code tokenizer.json}: the older files have to give the same tokens. */
class OldFilesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path copy;

  /** Folders that have older files. */
  static List<Path> folders() {
    return Samples.fixtures().stream()
        .filter(
            folder ->
                Stream.of("vocab.txt", "vocab.json", "spiece.model", "tokenizer.model")
                        .anyMatch(name -> Files.exists(folder.resolve(name)))
                    || Files.exists(folder.resolve("sentencepiece.bpe.model")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void olderFilesGiveTheSameTokens(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("tokenizer.json") && !name.contains("safetensors")) {
          Files.copy(file, copy.resolve(name));
        }
      }
    }
    Tokenizer tokenizer = Tokenizers.load(copy);
    for (JsonNode example : JSON.readTree(folder.resolve("tokenization.json").toFile())) {
      String text = example.get("text").textValue();
      Tokens tokens =
          example.has("pair")
              ? tokenizer.encodePair(text, example.get("pair").textValue())
              : tokenizer.encode(text);
      String as = folder.getFileName() + ": " + text;
      assertThat(tokens.ids()).as(as).isEqualTo(expected(folder, example.get("ids")));
      if (example.has("type_ids") && !isQwen(folder)) {
        assertThat(tokens.typeIds()).as(as).isEqualTo(ints(example.get("type_ids")));
      }
    }
  }

  /** The end token of Qwen is in {@code tokenizer.json} only. */
  private static int[] expected(Path folder, JsonNode ids) {
    int[] all = ints(ids);
    return isQwen(folder)
        ? Arrays.stream(all).filter(id -> id != all[all.length - 1]).toArray()
        : all;
  }

  private static boolean isQwen(Path folder) {
    return folder.getFileName().toString().startsWith("qwen");
  }

  private static int[] ints(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }
}
