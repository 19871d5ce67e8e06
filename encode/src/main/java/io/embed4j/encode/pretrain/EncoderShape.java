package io.embed4j.encode.pretrain;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.neural.family.Architecture;
import io.embed4j.neural.family.Architecture.Recurrent.Reading;
import io.embed4j.neural.family.Architecture.Recurrent.Unit;

/** The shape of a new encoder, whose vocabulary is not known yet. */
public sealed interface EncoderShape {
  /** Returns the most tokens of a text. */
  int positions();

  /** Returns the length of a token's vector. */
  int dim();

  /** Returns the shape with a vocabulary. */
  Architecture withVocabulary(int tokens);

  /**
   * BERT.
   *
   * @param width of the states
   * @param heads of attention, a divisor of the width
   * @param inner width between the two products of a feed-forward layer, usually 4 · width
   * @param positions the most tokens of a text
   */
  record Bert(int width, int layers, int heads, int inner, int positions) implements EncoderShape {
    public Bert {
      requireRoom(positions);
      new Architecture.Bert(1, width, layers, heads, inner, positions); // checks the rest
    }

    /** Returns BERT-mini: Turc et al.: Well-Read Students Learn Better, 2019. */
    public static Bert defaults() {
      return new Bert(256, 4, 4, 1024, 128);
    }

    @Override
    public int dim() {
      return width;
    }

    @Override
    public Architecture withVocabulary(int tokens) {
      return new Architecture.Bert(tokens, width, layers, heads, inner, positions);
    }
  }

  /**
   * Recurrent layers.
   *
   * @param embeddingWidth of what goes into the first layer
   * @param width of the state in each direction
   * @param positions the most tokens of a text
   */
  record Recurrent(
      Unit unit, int embeddingWidth, int width, int layers, Reading reading, int positions)
      implements EncoderShape {
    public Recurrent {
      requireRoom(positions);
      new Architecture.Recurrent(
          unit, 1, embeddingWidth, width, layers, reading); // checks the rest
    }

    /** Returns an LSTM that reads both ways. */
    public static Recurrent defaults() {
      return new Recurrent(Unit.LSTM, 128, 128, 1, Reading.BOTH_WAYS, 128);
    }

    @Override
    public int dim() {
      return reading == Reading.BOTH_WAYS ? 2 * width : width;
    }

    @Override
    public Architecture withVocabulary(int tokens) {
      return new Architecture.Recurrent(unit, tokens, embeddingWidth, width, layers, reading);
    }
  }

  private static void requireRoom(int positions) {
    require(positions > 2, "positions", "must leave room for two special tokens", positions);
  }
}
