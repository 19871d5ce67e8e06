package io.embed4j.encode.token.post;

import java.util.List;

/**
 * What happens to tokens after the model cut them.
 *
 * @param trims the spaces to take out of offsets, one after the other
 * @param single the sequence made of one text
 * @param pair the sequence made of two texts
 */
public record PostProcessor(List<OffsetTrim> trims, Template single, Template pair) {
  /** Adds no special tokens; the second text has token type 1. */
  public static final PostProcessor NONE =
      new PostProcessor(
          List.of(),
          new Template(List.of(new Template.Part.Sequence(0, 0))),
          new Template(
              List.of(new Template.Part.Sequence(0, 0), new Template.Part.Sequence(1, 1))));

  /** Copies the list. */
  public PostProcessor {
    trims = List.copyOf(trims);
  }
}
