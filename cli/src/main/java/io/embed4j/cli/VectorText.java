package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import io.embed4j.cli.Precision.Numbers;
import io.embed4j.encode.text.Encoding;
import java.util.StringJoiner;

/** Vectors as lines of text; each number has as many digits as tell it from all others. */
final class VectorText {
  private VectorText() {}

  /** Returns the numbers with tabs between them. */
  static String tsv(Numbers numbers) {
    return joined(numbers, new StringJoiner("\t"));
  }

  /** Returns a JSON object of one line. */
  static String json(String text, Encoding encoding, Numbers numbers) {
    String cut = encoding.cut() > 0 ? ",\"cut\":" + encoding.cut() : "";
    return "{\"text\":%s,\"tokens\":%d%s,\"vector\":%s}"
        .formatted(
            TextNode.valueOf(text),
            encoding.tokens(),
            cut,
            joined(numbers, new StringJoiner(",", "[", "]")));
  }

  private static String joined(Numbers numbers, StringJoiner joiner) {
    for (int i = 0; i < numbers.count(); i++) {
      joiner.add(numbers.text(i));
    }
    return joiner.toString();
  }
}
