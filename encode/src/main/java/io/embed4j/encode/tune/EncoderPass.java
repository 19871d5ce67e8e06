package io.embed4j.encode.tune;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.Step;
import io.embed4j.encode.text.Sequence;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The vectors of a batch of texts, and the way back to the gradients of the parameters. */
final class EncoderPass {
  private EncoderPass() {}

  /**
   * Returns the vectors, texts × dim, and the way back, whose dx has no elements: tokens have no
   * gradient. All memory comes from the workspace of {@code training}.
   */
  static Trace trace(EncoderModel encoder, List<Sequence> texts, Training training) {
    StatesTrace model = encoder.model().trace(batch(texts), training);
    Trace trace = pooled(encoder, texts, model, training);
    long place = encoder.model().layers() + 1L; // blocks drop at 1 to layers
    for (Step step : encoder.recipe().steps()) {
      place++;
      trace = step.trace(trace.y(), training.at(place)).after(trace, training.space());
    }
    return trace;
  }

  private static TokenBatch batch(List<Sequence> texts) {
    return TokenBatch.of(
        texts.stream().map(text -> text.tokens().ids()).toList(),
        texts.stream().map(text -> text.tokens().typeIds()).toList());
  }

  private static Trace pooled(
      EncoderModel encoder, List<Sequence> texts, StatesTrace model, Training training) {
    Workspace space = training.space();
    Matrix states = model.states().last(); // tokens × dim
    Segments segments = batch(texts).segments();
    int width = encoder.recipe().pooling().width(states.columns());
    Matrix pooled = space.matrix(texts.size(), width);
    space.forRows(
        texts.size(),
        i -> {
          float[] row =
              encoder.recipe().pooling().pool(rows(states, texts, segments, i), skipped(texts, i));
          System.arraycopy(row, 0, pooled.data(), i * width, width);
        });
    return new Trace(
        pooled,
        dy -> {
          space.release(pooled);
          Matrix dStates = space.matrix(states.rows(), states.columns());
          Arrays.fill(dStates.data(), 0, states.rows() * states.columns(), 0);
          space.forRows(
              texts.size(),
              i ->
                  encoder
                      .recipe()
                      .pooling()
                      .addGradient(
                          rows(states, texts, segments, i),
                          skipped(texts, i),
                          dy.data(),
                          dy.offset() + i * dy.rowStride(),
                          rows(dStates, texts, segments, i)));
          model.backward(dStates, Optional.empty());
          space.release(dStates);
          return space.matrix(0, 0);
        });
  }

  private static int skipped(List<Sequence> texts, int i) {
    return texts.get(i).skipped();
  }

  /** The states that the pooling sees. */
  private static Matrix rows(Matrix states, List<Sequence> texts, Segments segments, int i) {
    return states.rowRange(segments.start(i) + skipped(texts, i), segments.end(i));
  }
}
