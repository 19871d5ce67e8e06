package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares our tokens with those of the native tokenizers. */
final class Comparison {
  private static final int MOST_SHOWN = 5;
  private static final int LONGEST_SHOWN = 600;

  private Comparison() {}

  /** Asserts that all texts have the same ids, types and offsets. */
  static void assertSame(String name, byte[] json, List<String> texts) throws IOException {
    Tokenizer ours = Tokenizers.parse(name, json);
    List<String> differences = new ArrayList<>();
    int count = 0;
    try (NativeTokenizer theirs = new NativeTokenizer(json)) {
      for (String text : texts) {
        NativeTokenizer.Result expected = theirs.encode(text);
        NativeTokenizer.Result actual = NativeTokenizer.result(ours.encode(text), text);
        if (!actual.isLike(expected) && ++count <= MOST_SHOWN) {
          differences.add(
              shortened(escaped(text))
                  + "\n  expected "
                  + shortened(expected.toString())
                  + "\n  but was  "
                  + shortened(actual.toString()));
        }
      }
    }
    assertThat(differences).as("%d of %d texts differ for %s", count, texts.size(), name).isEmpty();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .mapToObj(c -> c >= ' ' && c < 0x7F ? "" + (char) c : String.format("\\u%04X", c))
        .forEach(escaped::append);
    return escaped.toString();
  }
}
