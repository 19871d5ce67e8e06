package io.embed4j.encode.pretrain;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts as tokens, each between two special ones; a long text is several sequences.
 *
 * @param train sequences to learn from
 * @param heldOut sequences of other texts
 */
record TokenSequences(List<int[]> train, List<int[]> heldOut) {
  private static final EncodeOptions BARE = new EncodeOptions(false, Truncation.NONE);

  /**
   * Cuts texts.
   *
   * @param encoder says how texts become tokens, and how many of them it takes
   * @param special those before and behind a sequence
   * @throws DataFormatException if nothing is left to learn from or to measure
   */
  static TokenSequences of(
      List<String> texts,
      EncoderModel encoder,
      SpecialTokens special,
      PretrainConfig config,
      Workers workers) {
    int[][] tokens = new int[texts.size()][];
    workers.forEach(
        tokens.length, i -> tokens[i] = encoder.tokenizer().encode(texts.get(i), BARE).ids());
    int[] order = Seeds.permutation(tokens.length, Seeds.stream(config.seed(), "held out", 0));
    int held = held(tokens.length, config.holdout());
    int[] heldOut = Arrays.stream(order, 0, held).sorted().toArray();
    int[] train = Arrays.stream(order, held, order.length).sorted().toArray();
    int positions = encoder.recipe().maxTokens();
    TokenSequences sequences =
        new TokenSequences(
            cut(tokens, train, special, positions), cut(tokens, heldOut, special, positions));
    if (sequences.train.isEmpty() || (held > 0 && sequences.heldOut.isEmpty())) {
      throw new DataFormatException(
          "the %d texts are too few to hold out %d of them".formatted(texts.size(), held));
    }
    return sequences;
  }

  private static int held(int texts, Holdout holdout) {
    if (holdout.share() == 0 || holdout.most() == 0) {
      return 0;
    }
    return Math.clamp((int) (holdout.share() * texts), 1, holdout.most());
  }

  private static List<int[]> cut(
      int[][] tokens, int[] chosen, SpecialTokens special, int positions) {
    int room = positions - 2;
    List<int[]> sequences = new ArrayList<>();
    for (int text : chosen) {
      int[] ids = tokens[text];
      for (int from = 0; from < ids.length; from += room) {
        int length = Math.min(room, ids.length - from);
        int[] sequence = new int[length + 2];
        sequence[0] = special.first();
        System.arraycopy(ids, from, sequence, 1, length);
        sequence[length + 1] = special.last();
        sequences.add(sequence);
      }
    }
    return sequences;
  }

  /** Returns the number of tokens to learn from. */
  long trainTokens() {
    return train.stream().mapToLong(sequence -> sequence.length).sum();
  }

  /**
   * Returns sequences in parts of about as many tokens as given: each ends with the sequence that
   * reaches them.
   *
   * @param order numbers of sequences
   */
  static List<List<int[]>> parts(List<int[]> sequences, int[] order, int tokens) {
    List<List<int[]>> parts = new ArrayList<>();
    List<int[]> part = new ArrayList<>();
    int size = 0;
    for (int i : order) {
      part.add(sequences.get(i));
      size += sequences.get(i).length;
      if (size >= tokens) {
        parts.add(part);
        part = new ArrayList<>();
        size = 0;
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  /** Returns sequences in parts, in their order. */
  static List<List<int[]>> parts(List<int[]> sequences, int tokens) {
    return parts(sequences, IntStream.range(0, sequences.size()).toArray(), tokens);
  }
}
