package io.embed4j.encode.pretrain;

import io.embed4j.core.error.ConfigException;
import io.embed4j.encode.token.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The tokens of a tokenizer that are no part of any text.
 *
 * @param first before a sequence
 * @param last behind it
 * @param mask hides another token
 * @param all these and others, which are never to be guessed
 */
record SpecialTokens(int first, int last, int mask, BitSet all) {
  private static final List<String> MASKS = List.of("[MASK]", "<mask>");
  private static final List<String> OTHERS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "<pad>", "<unk>", "<s>", "</s>");

  /**
   * Finds them.
   *
   * @throws ConfigException if there is no token that hides others, or not one at either end
   */
  static SpecialTokens of(Tokenizer tokenizer) {
    int[] ends = tokenizer.encode("").ids();
    int[] masks = ids(tokenizer, MASKS.stream());
    if (masks.length == 0 || ends.length != 2) {
      throw new ConfigException(
          "an encoder learns to guess hidden tokens if its tokenizer has one of %s and puts a token"
                  .formatted(MASKS)
              + " before and one behind a text; this one has another form");
    }
    BitSet all = new BitSet();
    Arrays.stream(ends).forEach(all::set);
    Arrays.stream(ids(tokenizer, Stream.concat(MASKS.stream(), OTHERS.stream()))).forEach(all::set);
    return new SpecialTokens(ends[0], ends[1], masks[0], all);
  }

  private static int[] ids(Tokenizer tokenizer, Stream<String> tokens) {
    return tokens
        .map(tokenizer::id)
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .toArray();
  }
}
