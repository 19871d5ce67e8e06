package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import io.embed4j.cli.Precision.Numbers;
import io.embed4j.encode.text.Encoding;
import java.nio.file.Path;
import java.util.StringJoiner;

/** Vectors as lines of text; each number has as many digits as tell it from all others. */
final class VectorText {
  private VectorText() {}

  /** Returns the numbers with tabs between them. */
  static String tsv(Numbers numbers) {
    return joined(numbers, new StringJoiner("\t"));
  }

  /** Returns a JSON object of one line. */
  static String json(String fields, Numbers numbers) {
    return "{%s,\"vector\":%s}".formatted(fields, joined(numbers, new StringJoiner(",", "[", "]")));
  }

  /** Returns what a line says of a text beside its vector. */
  static String fields(String text, Encoding encoding) {
    String cut = encoding.cut() > 0 ? ",\"cut\":" + encoding.cut() : "";
    return "\"text\":%s,\"tokens\":%d%s".formatted(TextNode.valueOf(text), encoding.tokens(), cut);
  }

  /** Returns what a line says of a file beside its vector. */
  static String fields(Path file) {
    return "\"file\":" + TextNode.valueOf(file.toString());
  }

  private static String joined(Numbers numbers, StringJoiner joiner) {
    for (int i = 0; i < numbers.count(); i++) {
      joiner.add(numbers.text(i));
    }
    return joiner.toString();
  }
}
