package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * norm(projection(featureNorm(layers(x))) + positions), the first states of sounds: convolutions
 * along the time make fewer frames of samples (wav2vec 2.0) or of spectra (Whisper). Thread-safe:
 * no state.
 *
 * @param layers at least one
 * @param featureNorm of what the layers make
 * @param projection to the width of the blocks
 * @param norm of the sum
 */
public record FrameEmbedding(
    List<FrameLayer> layers,
    Norm featureNorm,
    Optional<Linear> projection,
    FramePositions positions,
    Norm norm)
    implements GridInput {
  public FrameEmbedding {
    layers = List.copyOf(layers);
  }

  @Override
  public int channels() {
    return layers.getFirst().convolution().channels();
  }

  /** Returns the grids of frames that are made of sounds. */
  private Grids frames(Grids grids) {
    Grids frames = grids;
    for (FrameLayer layer : layers) {
      frames = layer.after(frames);
    }
    return frames;
  }

  @Override
  public Segments segments(Grids grids) {
    Grids frames = frames(grids);
    positions.check(frames);
    return frames.segments();
  }

  @Override
  public Matrix forward(GridBatch batch, Workspace space) {
    Matrix features = features(batch, space);
    Matrix x = embed(features, frames(batch.grids()), space);
    space.release(features);
    return x;
  }

  /** Returns featureNorm(layers(x)), one row a frame. */
  public Matrix features(GridBatch batch, Workspace space) {
    Grids grids = batch.grids();
    Matrix x = layers.getFirst().forward(batch.values(), grids, space);
    for (int i = 1; i < layers.size(); i++) {
      grids = layers.get(i - 1).after(grids);
      Matrix y = layers.get(i).forward(x, grids, space);
      space.release(x);
      x = y;
    }
    applyInPlace(featureNorm, x, space);
    return x;
  }

  /** Returns the states of features, which stay as they are. */
  public Matrix embed(Matrix features, Grids frames, Workspace space) {
    Matrix x =
        projection.map(p -> p.forward(features, space)).orElseGet(() -> Rows.copy(features, space));
    positions.addTo(x, frames, space);
    applyInPlace(norm, x, space);
    return x;
  }

  private static void applyInPlace(Norm norm, Matrix x, Workspace space) {
    space.forRows(x.rows(), row -> norm.applyInPlace(x.data(), row * x.rowStride()));
  }

  /** With dropout after the norm. */
  @Override
  public Trace trace(GridBatch batch, Training training) {
    Workspace space = training.space();
    Grids grids = batch.grids();
    Trace t = layers.getFirst().trace(batch.values(), grids, training);
    for (int i = 1; i < layers.size(); i++) {
      grids = layers.get(i - 1).after(grids);
      t = layers.get(i).trace(t.y(), grids, training).after(t, space);
    }
    t = normalised(featureNorm, t, training);
    if (projection.isPresent()) {
      t = projection.get().trace(t.y(), training).after(t, space);
    }
    t = positions.trace(t.y(), frames(batch.grids()), training).after(t, space);
    Trace states = dropped(normalised(norm, t, training), training);
    return new Trace(
        states.y(),
        dy -> {
          space.release(states.backward(dy));
          return space.matrix(0, 0);
        });
  }

  private static Trace normalised(Norm norm, Trace x, Training training) {
    return norm instanceof NoNorm ? x : norm.trace(x.y(), training).after(x, training.space());
  }

  private static Trace dropped(Trace x, Training training) {
    Matrix y = dropped(x.y(), training);
    return new Trace(
        y,
        dy -> {
          Matrix dx = dropped(dy, training);
          training.space().release(y);
          Matrix before = x.backward(dx);
          training.space().release(dx);
          return before;
        });
  }

  private static Matrix dropped(Matrix x, Training training) {
    Matrix y = Rows.copy(x, training.space());
    training
        .space()
        .forRows(
            y.rows(),
            row -> training.dropout().applyToStates(y.data(), row * y.columns(), y.columns(), row));
    return y;
  }
}
