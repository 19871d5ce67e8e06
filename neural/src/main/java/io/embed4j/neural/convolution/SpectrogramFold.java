package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;

/**
 * Makes a square picture of a spectrogram: Chen et al.: HTS-AT, 2022, section 2.1. Each mel is
 * normalised, the time is stretched to {@code size · size / mels} frames (bicubic, first and last
 * frames stay), and its {@code size / mels} parts stand one below the other. Thread-safe: no state.
 *
 * @param norm of each mel
 * @param size of a side of the picture, a multiple of the number of mels
 */
public record SpectrogramFold(BatchNorm norm, int size) {
  /** Returns the number of mels. */
  public int mels() {
    return norm.gamma().size();
  }

  private int parts() {
    return size / mels();
  }

  /**
   * Returns the pictures of spectrograms.
   *
   * @throws IllegalArgumentException if one has too many frames
   */
  public Grids after(Grids spectrograms) {
    int most = size * parts();
    for (int frames : spectrograms.widths()) {
      if (frames > most) {
        throw new IllegalArgumentException(
            "a spectrogram of %d frames is too long: at most %d fit".formatted(frames, most));
      }
    }
    return Grids.of(spectrograms.count(), size, size);
  }

  /**
   * Returns a place of a picture a row, one float each.
   *
   * @param x frames × mels
   */
  public Matrix forward(Matrix x, Grids spectrograms, Workspace space) {
    BatchNorm.Folded folded = norm.folded();
    Matrix normal = space.matrix(x.rows(), mels());
    space.forRows(
        x.rows(),
        row -> {
          int from = x.offset() + row * x.rowStride();
          System.arraycopy(x.data(), from, normal.data(), row * mels(), mels());
          folded.applyInPlace(normal.data(), row * mels());
        });
    Matrix y = space.matrix(after(spectrograms).rows(), 1);
    int start = 0;
    for (int i = 0; i < spectrograms.count(); i++) {
      int frames = spectrograms.widths()[i];
      fold(normal.rowRange(start, start + frames), y, i * size * size, space);
      start += frames;
    }
    space.release(normal);
    return y;
  }

  private void fold(Matrix frames, Matrix picture, int first, Workspace space) {
    int all = size * parts();
    Matrix stretched = space.matrix(all, mels());
    space.forRows(all, frame -> stretch(frames, frame, all, stretched.data(), frame * mels()));
    for (int frame = 0; frame < all; frame++) {
      int top = frame / size * mels();
      for (int mel = 0; mel < mels(); mel++) {
        picture.data()[first + (top + mel) * size + frame % size] =
            stretched.data()[frame * mels() + mel];
      }
    }
    space.release(stretched);
  }

  private static void stretch(Matrix frames, int frame, int all, float[] to, int at) {
    CubicTaps taps = CubicTaps.aligned(frame, all, frames.rows());
    Arrays.fill(to, at, at + frames.columns(), 0);
    for (int i = 0; i < CubicTaps.COUNT; i++) {
      int from = frames.offset() + taps.places()[i] * frames.rowStride();
      Vectors.addScaled(taps.weights()[i], frames.data(), from, to, at, frames.columns());
    }
  }
}
