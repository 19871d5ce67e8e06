package io.embed4j.encode.compare;

import io.embed4j.encode.pretrain.EncoderShape;
import io.embed4j.neural.family.Architecture.Recurrent.Reading;
import io.embed4j.neural.family.Architecture.Recurrent.Unit;
import java.util.List;

/**
 * A kind of encoder.
 *
 * @param name such as "lstm"
 */
public record Contender(String name, EncoderShape shape) {
  private static final int WORD_WIDTH = 128;
  private static final int POSITIONS = 128;

  /**
   * Returns the contenders in the order of their invention, each with 0.39 to 0.42 million
   * parameters beside the table of words, which is the same for all. Recurrent ones read both ways,
   * as a Transformer does.
   */
  public static List<Contender> all() {
    return List.of(
        recurrent("rnn", Unit.RNN, 384),
        recurrent("lstm", Unit.LSTM, 168),
        recurrent("gru", Unit.GRU, 200),
        new Contender(
            "transformer", new EncoderShape.Bert(WORD_WIDTH, 2, 2, 4 * WORD_WIDTH, POSITIONS)));
  }

  private static Contender recurrent(String name, Unit unit, int width) {
    return new Contender(
        name, new EncoderShape.Recurrent(unit, WORD_WIDTH, width, 1, Reading.BOTH_WAYS, POSITIONS));
  }
}
