package io.embed4j.encode.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code tokenizer.json} of a few parts. In what is given, ' stands for " and ` for '; what is
 * not given is null.
 */
final class WrittenFile {
  /** A model whose ids are the bytes of the normalized text. */
  static final String BYTES = bytes();

  /** A model for which each word is the unknown token. */
  static final String WORDS = "{'type': 'WordLevel', 'unk_token': 'u', 'vocab': {'u': 0}}";

  private final Map<String, String> parts = new LinkedHashMap<>();

  private WrittenFile() {
    parts.put("version", "'1.0'");
    for (String key :
        List.of(
            "truncation",
            "padding",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model")) {
      parts.put(key, "null");
    }
    parts.put("added_tokens", "[]");
  }

  static WrittenFile of(String key, String value) {
    return new WrittenFile().with(key, value);
  }

  WrittenFile with(String key, String value) {
    parts.put(key, value);
    return this;
  }

  byte[] json() {
    StringBuilder json = new StringBuilder();
    parts.forEach(
        (key, value) ->
            json.append(json.isEmpty() ? "{'" : ", '").append(key).append("': ").append(value));
    return json.append('}').toString().replace('\'', '"').replace('`', '\'').getBytes(UTF_8);
  }

  private static String bytes() {
    StringBuilder vocabulary = new StringBuilder("'<unk>': 256");
    for (int i = 0; i < 256; i++) {
      vocabulary.append(String.format(", '<0x%02X>': %d", i, i));
    }
    return "{'type': 'BPE', 'unk_token': '<unk>', 'fuse_unk': true, 'byte_fallback': true,"
        + " 'vocab': {"
        + vocabulary
        + "}, 'merges': []}";
  }
}
