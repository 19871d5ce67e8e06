package io.embed4j.encode.token.post;

import io.embed4j.encode.token.post.Template.Part;
import java.util.ArrayList;
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
          new Template(List.of(new Part.Sequence(0, 0))),
          new Template(List.of(new Part.Sequence(0, 0), new Part.Sequence(1, 1))));

  /** Copies the list. */
  public PostProcessor {
    trims = List.copyOf(trims);
  }

  /** Returns {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
  public static PostProcessor bert(int cls, int sep) {
    return new PostProcessor(
        List.of(),
        new Template(List.of(one(cls, 0), new Part.Sequence(0, 0), one(sep, 0))),
        new Template(
            List.of(
                one(cls, 0),
                new Part.Sequence(0, 0),
                one(sep, 0),
                new Part.Sequence(1, 1),
                one(sep, 1))));
  }

  /** Returns {@code <s> A </s>} and {@code <s> A </s> </s> B </s>}, without token types. */
  public static PostProcessor roberta(int cls, int sep) {
    Part begin = one(cls, 0);
    Part end = one(sep, 0);
    return new PostProcessor(
        List.of(),
        new Template(List.of(begin, new Part.Sequence(0, 0), end)),
        new Template(
            List.of(begin, new Part.Sequence(0, 0), end, end, new Part.Sequence(1, 0), end)));
  }

  /** Returns {@code <s> A </s>} and {@code <s> A </s> </s> B </s>} with token types. */
  public static PostProcessor mpnet(int cls, int sep) {
    return new PostProcessor(
        List.of(),
        new Template(List.of(one(cls, 0), new Part.Sequence(0, 0), one(sep, 0))),
        new Template(
            List.of(
                one(cls, 0),
                new Part.Sequence(0, 0),
                one(sep, 0),
                one(sep, 0),
                new Part.Sequence(1, 1),
                one(sep, 1))));
  }

  /**
   * Returns the same special tokens around each text.
   *
   * @param secondType the token type of the second text
   */
  public static PostProcessor each(List<Integer> before, List<Integer> after, int secondType) {
    List<Part> single = around(before, 0, 0, after);
    List<Part> pair = new ArrayList<>(single);
    pair.addAll(around(before, 1, secondType, after));
    return new PostProcessor(List.of(), new Template(single), new Template(pair));
  }

  private static List<Part> around(
      List<Integer> before, int text, int typeId, List<Integer> after) {
    return List.of(
        new Part.Special(before, typeId),
        new Part.Sequence(text, typeId),
        new Part.Special(after, typeId));
  }

  private static Part one(int id, int typeId) {
    return new Part.Special(List.of(id), typeId);
  }
}
