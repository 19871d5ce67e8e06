package io.embed4j.neural.family;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.block.InputLayer;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * norm(word + position + type), the first states of tokens. Thread-safe: no state.
 *
 * @param positions rows of learnt positions, where a family has them
 * @param rule which of these rows belongs to a token
 * @param types one row for each text of a pair, where a family has them
 * @param projection what brings the sum to the width of the blocks: ALBERT
 * @param maxPositions how many tokens a sequence may have; no limit but that of an int where
 *     positions are computed
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

  /** Returns nothing but rows of words, for models that compute positions in their attention. */
  static TextEmbeddings ofWords(Embedding words) {
    return new TextEmbeddings(
        words,
        Optional.empty(),
        new Positions.From(0),
        Optional.empty(),
        new NoNorm(),
        Optional.empty(),
        Integer.MAX_VALUE);
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
          sum(batch, rows, token, x.data(), at);
          norm.applyInPlace(x.data(), at);
        });
    if (projection.isEmpty()) {
      return x;
    }
    Matrix y = projection.get().forward(x, space);
    space.release(x);
    return y;
  }

  private void sum(TokenBatch batch, int[] rows, int token, float[] x, int at) {
    words.copyRow(words.requireRow("token", batch.ids()[token]), x, at);
    positions.ifPresent(p -> p.addRow(p.requireRow("position", rows[token]), x, at));
    types.ifPresent(t -> t.addRow(t.requireRow("token type", batch.types()[token]), x, at));
  }

  /** With dropout after the norm, as in BERT. */
  @Override
  public Trace trace(TokenBatch batch, Pass pass, Training training) {
    Workspace space = training.space();
    int[] rows = rule.of(batch);
    Matrix sums = space.matrix(batch.tokens(), words.dim());
    Matrix x = space.matrix(batch.tokens(), words.dim());
    space.forRows(
        x.rows(),
        token -> {
          int at = token * x.rowStride();
          sum(batch, rows, token, sums.data(), at);
          System.arraycopy(sums.data(), at, x.data(), at, x.columns());
          norm.applyInPlace(x.data(), at);
          training.dropout().applyToStates(x.data(), at, x.columns(), token);
        });
    Trace normal =
        new Trace(
            x,
            dx -> {
              space.release(x);
              return backward(batch, rows, sums, dx, training);
            });
    return projection.map(p -> p.trace(x, training).after(normal, space)).orElse(normal);
  }

  private Matrix backward(TokenBatch batch, int[] rows, Matrix sums, Matrix dx, Training training) {
    Workspace space = training.space();
    Matrix dSums = space.matrix(sums.rows(), sums.columns());
    RowSums.add(
        space,
        sums.rows(),
        norm.parameters(),
        (token, gradients, gradientsAt) -> {
          int at = token * sums.rowStride();
          int in = dx.offset() + token * dx.rowStride();
          System.arraycopy(dx.data(), in, dSums.data(), at, sums.columns());
          training.dropout().applyToStates(dSums.data(), at, sums.columns(), token);
          norm.backwardInPlace(sums.data(), at, dSums.data(), at, gradients, gradientsAt);
        });
    space.release(sums);
    words.backward(batch.ids(), dSums, training);
    positions.ifPresent(p -> p.backward(rows, dSums, training));
    types.ifPresent(t -> t.backward(batch.types(), dSums, training));
    space.release(dSums);
    return space.matrix(0, 0);
  }
}
