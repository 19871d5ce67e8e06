package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.Text;

/**
 * Puts a string before a text that is not empty. It stands for what the first code point stands
 * for.
 */
public record Prepend(String prefix) implements Normalizer {
  @Override
  public void normalize(Text text) {
    if (text.length() == 0) {
      return;
    }
    Text renewed = new Text(text.length() + prefix.length());
    prefix.codePoints().forEach(point -> renewed.append(point, text.start(0), text.end(0)));
    renewed.append(text, 0, text.length());
    text.become(renewed);
  }
}
