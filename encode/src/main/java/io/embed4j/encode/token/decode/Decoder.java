package io.embed4j.encode.token.decode;

import java.util.ArrayList;
import java.util.List;

/** A step on the way from tokens to text; what the last one returns is joined. Thread-safe. */
@FunctionalInterface
public interface Decoder {
  /** Puts spaces between tokens: what is done where the files say nothing. */
  Decoder SPACES = tokens -> List.of(String.join(" ", tokens));

  /** Returns the tokens, a step closer to text. */
  List<String> decode(List<String> tokens);

  /** Returns decoders one after the other. */
  static Decoder sequence(List<Decoder> parts) {
    List<Decoder> copy = List.copyOf(parts);
    return tokens -> {
      List<String> result = tokens;
      for (Decoder part : copy) {
        result = part.decode(result);
      }
      return result;
    };
  }

  /** Returns a decoder that changes each token, knowing whether it is the first and the last. */
  static Decoder each(Change change) {
    return tokens -> {
      List<String> result = new ArrayList<>(tokens.size());
      for (int i = 0; i < tokens.size(); i++) {
        result.add(change.apply(tokens.get(i), i == 0, i == tokens.size() - 1));
      }
      return result;
    };
  }

  /** A change of one token. */
  @FunctionalInterface
  interface Change {
    /** Returns the changed token. */
    String apply(String token, boolean first, boolean last);
  }
}
