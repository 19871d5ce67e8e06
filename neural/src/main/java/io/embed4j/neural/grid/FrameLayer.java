package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.ChannelNorm;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * y = f(norm(convolution(x))) along the time of sounds: wav2vec 2.0, Whisper. Thread-safe: no
 * state.
 *
 * @param channelNorm over the whole of a sound
 * @param norm of a frame alone
 */
public record FrameLayer(
    Convolution convolution, Optional<ChannelNorm> channelNorm, Norm norm, Activation activation) {
  /** Returns a layer without norm. */
  public static FrameLayer of(Convolution convolution, Activation activation) {
    return new FrameLayer(convolution, Optional.empty(), new NoNorm(), activation);
  }

  /** Returns the grids of y. */
  public Grids after(Grids grids) {
    return grids.after(convolution.window());
  }

  /** Returns a row for each window. */
  public Matrix forward(Matrix x, Grids grids, Workspace space) {
    Matrix c = convolution.forward(x, grids, space);
    Matrix y = c;
    if (channelNorm.isPresent()) {
      y = channelNorm.get().forward(c, segments(grids), space);
      space.release(c);
    }
    Matrix z = y;
    space.forRows(
        z.rows(),
        row -> {
          int at = row * z.rowStride();
          norm.applyInPlace(z.data(), at);
          activation.applyInPlace(z.data(), at, z.columns());
        });
    return z;
  }

  private Segments segments(Grids grids) {
    return after(grids).segments();
  }

  /** Returns what {@link #forward} does, and the way back. */
  public Trace trace(Matrix x, Grids grids, Training training) {
    Workspace space = training.space();
    Trace c = convolution.trace(x, grids, training);
    Trace t =
        channelNorm.map(n -> n.trace(c.y(), segments(grids), training).after(c, space)).orElse(c);
    Trace n = norm instanceof NoNorm ? t : norm.trace(t.y(), training).after(t, space);
    return activation.trace(n.y(), training).after(n, space);
  }
}
