package io.embed4j.encode.tune;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.text.Sequence;
import io.embed4j.encode.tune.loss.Loss;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of a batch, and its gradient with respect to the parameters. A batch of more tokens than
 * may go through the model at once goes through it in pieces: first for their vectors alone; then,
 * when the loss has told the gradient of each vector, again and back. The gradient is that of the
 * whole batch, and memory that of a piece: Gao et al.: Scaling Deep Contrastive Learning Batch Size
 * under Memory Limited Setup, 2021.
 *
 * <p>Belongs to the thread that trains.
 */
final class BatchGradients {
  private final EncoderModel encoder;
  private final Loss loss;
  private final int passTokens;
  private final Workspace space;

  BatchGradients(EncoderModel encoder, Loss loss, int passTokens, Workers workers) {
    this.encoder = encoder;
    this.loss = loss;
    this.passTokens = passTokens;
    this.space = new Workspace(workers);
  }

  /** The texts {@code from} (inclusive) to {@code to} (exclusive) of a batch. */
  private record Piece(int from, int to) {}

  /**
   * Returns the loss and adds to the gradients of the parameters.
   *
   * @param dropout of this batch
   */
  double add(TextTable.Batch batch, Dropout dropout) {
    List<Piece> pieces = pieces(batch.sequences());
    Matrix vectors = Matrix.zeros(batch.sequences().size(), encoder.dim());
    Matrix gradient = Matrix.zeros(vectors.rows(), vectors.columns());
    if (pieces.size() == 1) {
      Trace trace = trace(batch, pieces.getFirst(), dropout, 0);
      Rows.copy(trace.y(), vectors, 0);
      double value = loss.addGradient(batch.tuples(), vectors, gradient, space.workers());
      back(trace, gradient);
      return value;
    }
    for (int i = 0; i < pieces.size(); i++) {
      Rows.copy(trace(batch, pieces.get(i), dropout, i).y(), vectors, pieces.get(i).from());
      space.releaseAll();
    }
    double value = loss.addGradient(batch.tuples(), vectors, gradient, space.workers());
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      back(trace(batch, piece, dropout, i), gradient.rowRange(piece.from(), piece.to()));
    }
    return value;
  }

  /** A piece drops the same numbers whenever it goes through the model. */
  private Trace trace(TextTable.Batch batch, Piece piece, Dropout dropout, int number) {
    Training training = Training.of(space).with(dropout.at(number));
    return EncoderPass.trace(encoder, batch.sequences().subList(piece.from, piece.to), training);
  }

  private void back(Trace trace, Matrix gradient) {
    trace.backward(gradient);
    space.releaseAll();
  }

  private List<Piece> pieces(List<Sequence> texts) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    int tokens = 0;
    for (int i = 0; i < texts.size(); i++) {
      int length = texts.get(i).length();
      if (i > from && tokens + length > passTokens) {
        pieces.add(new Piece(from, i));
        from = i;
        tokens = 0;
      }
      tokens += length;
    }
    pieces.add(new Piece(from, texts.size()));
    return pieces;
  }
}
