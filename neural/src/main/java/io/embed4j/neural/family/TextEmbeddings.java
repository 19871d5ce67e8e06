package io.embed4j.neural.family;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.block.InputLayer;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * norm(word + position + type), the first states of tokens. Thread-safe: no state.
 *
 * @param positions rows of learnt positions, where a family has them
 * @param rule which of these rows belongs to a token
 * @param types one row for each text of a pair, where a family has them
 * @param projection what brings the sum to the width of the blocks: ALBERT
 * @param maxPositions how many tokens a sequence may have
 */
record TextEmbeddings(
    Embedding words,
    Optional<Embedding> positions,
    Positions rule,
    Optional<Embedding> types,
    Norm norm,
    Optional<Linear> projection,
    int maxPositions)
    implements InputLayer {
  /** Returns embeddings with learnt positions and a norm. */
  static TextEmbeddings withPositions(
      Embedding words, Embedding positions, Positions rule, Optional<Embedding> types, Norm norm) {
    return new TextEmbeddings(
        words,
        Optional.of(positions),
        rule,
        types,
        norm,
        Optional.empty(),
        rule.most(positions.rows()));
  }

  /** Returns nothing but rows of words. */
  static TextEmbeddings ofWords(Embedding words, int maxPositions) {
    return new TextEmbeddings(
        words,
        Optional.empty(),
        new Positions.From(0),
        Optional.empty(),
        new NoNorm(),
        Optional.empty(),
        maxPositions);
  }

  @Override
  public Matrix forward(TokenBatch batch, Pass pass) {
    Workspace space = pass.space();
    Matrix x = space.matrix(batch.tokens(), words.dim());
    int[] rows = rule.of(batch);
    space.forRows(
        x.rows(),
        token -> {
          int at = token * x.rowStride();
          words.copyRow(words.requireRow("token", batch.ids()[token]), x.data(), at);
          positions.ifPresent(p -> p.addRow(p.requireRow("position", rows[token]), x.data(), at));
          types.ifPresent(
              t -> t.addRow(t.requireRow("token type", batch.types()[token]), x.data(), at));
          norm.applyInPlace(x.data(), at);
        });
    if (projection.isEmpty()) {
      return x;
    }
    Matrix y = projection.get().forward(x, space);
    space.release(x);
    return y;
  }
}
