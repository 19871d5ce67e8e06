package io.embed4j.encode.token.post;

import java.util.List;

/** The order of texts and special tokens in a sequence. */
public record Template(List<Part> parts) {
  /** Copies the list. */
  public Template {
    parts = List.copyOf(parts);
  }

  /** Returns the number of special tokens. */
  public int specialTokens() {
    int count = 0;
    for (Part part : parts) {
      if (part instanceof Part.Special special) {
        count += special.ids().size();
      }
    }
    return count;
  }

  /** A part of a sequence. */
  public sealed interface Part {
    /** Returns the token type of the part. */
    int typeId();

    /**
     * A text.
     *
     * @param text 0 for the first text, 1 for the second
     */
    record Sequence(int text, int typeId) implements Part {}

    /** Special tokens. */
    record Special(List<Integer> ids, int typeId) implements Part {
      /** Copies the list. */
      public Special {
        ids = List.copyOf(ids);
      }
    }
  }
}
