package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.text.Encoding;
import java.util.StringJoiner;

/** Vectors as lines of text; each number has as many digits as tell it from all others. */
final class VectorText {
  private VectorText() {}

  /** Returns the numbers with tabs between them. */
  static String tsv(float[] vector) {
    StringJoiner line = new StringJoiner("\t");
    for (float x : vector) {
      line.add(Float.toString(x));
    }
    return line.toString();
  }

  /** Returns a JSON object of one line. */
  static String json(String text, Encoding encoding) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("text", text).put("tokens", encoding.tokens());
    if (encoding.cut() > 0) {
      node.put("cut", encoding.cut());
    }
    ArrayNode numbers = node.putArray("vector");
    for (float x : encoding.vector()) {
      numbers.add(x);
    }
    return node.toString();
  }
}
