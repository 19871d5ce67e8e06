package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import java.util.List;

/** Cuts pieces of a text further, and may change them. Thread-safe. */
@FunctionalInterface
public interface PreTokenizer {
  /** A pre-tokenizer that cuts nothing. */
  PreTokenizer NONE = pieces -> pieces;

  /** Returns the pieces, cut further; pieces that are tokens already stay as they are. */
  Pieces split(Pieces pieces);

  /** Returns pre-tokenizers one after the other. */
  static PreTokenizer sequence(List<PreTokenizer> parts) {
    List<PreTokenizer> copy = List.copyOf(parts);
    return pieces -> {
      Pieces result = pieces;
      for (PreTokenizer part : copy) {
        result = part.split(result);
      }
      return result;
    };
  }
}
