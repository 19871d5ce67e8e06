package io.embed4j.neural.family;

import io.embed4j.neural.block.TokenBatch;
import java.util.Arrays;

/** Which row of a table of positions belongs to a token. */
sealed interface Positions {
  /** Returns the position of each token. */
  int[] of(TokenBatch batch);

  /** Returns how many tokens a sequence may have, with a table of so many rows. */
  int most(int rows);

  /** The place in the sequence, counted from {@code first}. */
  record From(int first) implements Positions {
    @Override
    public int[] of(TokenBatch batch) {
      return Arrays.stream(batch.positions()).map(position -> position + first).toArray();
    }

    @Override
    public int most(int rows) {
      return rows - first;
    }
  }

  /**
   * RoBERTa: the number of tokens so far that are no padding, behind the padding's own id; padding
   * itself has its id for a position. Padding in front of a text so makes no difference.
   */
  record AfterPadding(int padding) implements Positions {
    @Override
    public int[] of(TokenBatch batch) {
      int[] positions = new int[batch.tokens()];
      for (int i = 0; i < batch.sequences(); i++) {
        int position = padding;
        for (int token = batch.segments().start(i); token < batch.segments().end(i); token++) {
          boolean real = batch.ids()[token] != padding;
          position += real ? 1 : 0;
          positions[token] = real ? position : padding;
        }
      }
      return positions;
    }

    @Override
    public int most(int rows) {
      return rows - padding - 1;
    }
  }
}
