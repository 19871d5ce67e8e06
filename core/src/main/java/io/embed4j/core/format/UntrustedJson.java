package io.embed4j.core.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON from files that anybody may have made. It is UTF-8, says nothing twice, and has at most two
 * million tokens: as a tree, a text such as {@code [[],[],…} would take twenty times its length.
 */
public final class UntrustedJson {
  private static final int MAX_TOKENS = 2_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private UntrustedJson() {}

  /**
   * Returns a file as a tree.
   *
   * @throws ModelFormatException if it is no sound JSON
   * @throws UncheckedIOException if it cannot be read
   */
  public static JsonNode read(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Returns a text as a tree.
   *
   * @param what what messages start with, such as "x.json: the index"
   * @throws ModelFormatException if it is no sound JSON
   */
  public static JsonNode read(String what, byte[] utf8) {
    // A string, because from bytes the parser would also accept, and stumble over, UTF-32.
    String text = new String(utf8, StandardCharsets.UTF_8);
    try {
      requireFewTokens(what, text);
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(what + " is no sound JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + what, e);
    }
  }

  private static void requireFewTokens(String what, String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      int tokens = 0;
      while (parser.nextToken() != null) {
        if (++tokens > MAX_TOKENS) {
          throw new ModelFormatException(
              what + " has more than " + MAX_TOKENS + " tokens, which no real one has");
        }
      }
    }
  }
}
