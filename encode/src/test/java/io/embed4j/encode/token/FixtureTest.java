package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code tokenization.json}. */
class FixtureTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<Path> folders() {
    return Samples.fixtures();
  }

  @Test
  void thereAreFixtures() {
    assertThat(folders()).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void tokensAreThoseOfTheReference(Path folder) throws IOException {
    Tokenizer tokenizer = Tokenizers.load(folder);
    JsonNode cases = JSON.readTree(folder.resolve("tokenization.json").toFile());
    assertThat(cases.size()).isGreaterThan(10);
    for (JsonNode example : cases) {
      String text = example.get("text").textValue();
      Tokens tokens =
          example.has("pair")
              ? tokenizer.encodePair(text, example.get("pair").textValue())
              : tokenizer.encode(text);
      assertThat(tokens.ids()).as("ids of \"%s\"", text).isEqualTo(ints(example.get("ids")));
      if (example.has("type_ids")) {
        assertThat(tokens.typeIds()).as(text).isEqualTo(ints(example.get("type_ids")));
      }
      for (int i = 0; i < tokens.length(); i++) {
        String token = example.get("tokens").get(i).textValue();
        OptionalInt id = tokenizer.id(token); // a piece of text where it is the unknown token
        assertThat(tokens.ids()[i]).as(token).isEqualTo(id.orElse(tokens.ids()[i]));
      }
    }
  }

  private static int[] ints(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }
}
