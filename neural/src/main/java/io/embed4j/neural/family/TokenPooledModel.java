package io.embed4j.neural.family;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.GroupListener;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * A model of text whose pooled state is that of one token, which the ids choose. Thread-safe.
 *
 * @param model without a pooler of its own
 * @param head of the token's state, where a family has one
 */
record TokenPooledModel(TextModel model, ChosenToken choice, Optional<Linear> head)
    implements TextModel {
  @Override
  public int dim() {
    return model.dim();
  }

  @Override
  public int layers() {
    return model.layers();
  }

  @Override
  public int maxPositions() {
    return model.maxPositions();
  }

  @Override
  public void forward(
      TokenBatch batch, Workers workers, LayerListener listener, GroupListener groups) {
    model.forward(
        batch,
        workers,
        listener,
        (first, segments, last, none) -> {
          TokenBatch group = batch.range(first, first + segments.count());
          Matrix chosen = Matrix.zeros(segments.count(), last.columns());
          copyChosen(group, last, chosen);
          Matrix pooled =
              head.map(h -> h.forward(chosen, new Workspace(Workers.single()))).orElse(chosen);
          groups.group(first, segments, last, Optional.of(pooled));
        });
  }

  private int chosen(TokenBatch batch, int sequence) {
    return choice.of(batch.ids(), batch.segments().start(sequence), batch.segments().end(sequence));
  }

  private void copyChosen(TokenBatch batch, Matrix last, Matrix chosen) {
    for (int i = 0; i < batch.sequences(); i++) {
      int from = last.offset() + chosen(batch, i) * last.rowStride();
      System.arraycopy(last.data(), from, chosen.data(), i * chosen.columns(), chosen.columns());
    }
  }

  @Override
  public StatesTrace trace(TokenBatch batch, Training training) {
    Workspace space = training.space();
    StatesTrace states = model.trace(batch, training);
    Matrix last = states.states().last();
    Matrix chosen = space.matrix(batch.sequences(), last.columns());
    copyChosen(batch, last, chosen);
    Optional<Trace> projected = head.map(h -> h.trace(chosen, training));
    return new StatesTrace(
        new States(last, Optional.of(projected.map(Trace::y).orElse(chosen))),
        (dLast, dPooled) -> {
          Matrix dStates = space.matrix(dLast.rows(), dLast.columns());
          System.arraycopy(
              dLast.data(), dLast.offset(), dStates.data(), 0, dLast.rows() * dLast.columns());
          dPooled.ifPresent(
              d -> {
                Matrix dChosen = projected.map(p -> p.backward(d)).orElse(d);
                for (int i = 0; i < batch.sequences(); i++) {
                  int from = dChosen.offset() + i * dChosen.rowStride();
                  int to = chosen(batch, i) * dStates.columns();
                  Vectors.addScaled(1, dChosen.data(), from, dStates.data(), to, dStates.columns());
                }
                projected.ifPresent(p -> space.release(dChosen));
              });
          space.release(chosen);
          states.backward(dStates, Optional.empty());
          space.release(dStates);
        });
  }
}
