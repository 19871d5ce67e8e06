package io.embed4j.encode.audio.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.SplittableRandom;

/**
 * Spectrograms as another voice might have spoken them: stretched in time and in pitch, moved in
 * pitch (Jaitly, Hinton: Vocal Tract Length Perturbation, 2013), then with bands of mels and of
 * frames that are masked by the mean, which is 0 (Park et al.: SpecAugment, 2019). Immutable.
 *
 * @param time most by which the time is stretched or shortened, such as 0.2
 * @param pitch most by which the mels are stretched or shortened
 * @param shift most mels by which they are moved
 * @param melMask most mels of the masked band
 * @param timeMask most of the frames that are masked, as a share of all
 */
public record SpecAugment(double time, double pitch, double shift, int melMask, double timeMask) {
  public SpecAugment {
    if (!(time >= 0 && time < 1 && pitch >= 0 && pitch < 1 && timeMask >= 0 && timeMask < 1)) {
      throw new IllegalArgumentException(
          "time, pitch and timeMask must be at least 0 and below 1, but are %s, %s and %s"
              .formatted(time, pitch, timeMask));
    }
    if (!(shift >= 0) || melMask < 0) {
      throw new IllegalArgumentException(
          "shift and melMask must not be negative, but are " + shift + " and " + melMask);
    }
  }

  /** Returns what suits spoken words of 40 mels. */
  public static SpecAugment defaults() {
    return new SpecAugment(0.2, 0.15, 3, 8, 0.2);
  }

  /**
   * Returns a changed copy.
   *
   * @param spectrogram one grid of mels × frames
   */
  public GridBatch apply(GridBatch spectrogram, SplittableRandom random) {
    int mels = spectrogram.grids().heights()[0];
    int frames = spectrogram.grids().widths()[0];
    int after = Math.max(1, (int) Math.round(frames * (1 + spread(time, random))));
    double melScale = 1 + spread(pitch, random);
    double melShift = spread(shift, random);
    Matrix changed = Matrix.zeros(mels * after, 1);
    for (int mel = 0; mel < mels; mel++) {
      double fromMel = (mel - mels / 2.0) * melScale + mels / 2.0 + melShift;
      for (int frame = 0; frame < after; frame++) {
        double fromFrame = after == 1 ? 0 : (double) frame * (frames - 1) / (after - 1);
        changed.data()[mel * after + frame] =
            between(spectrogram.values().data(), mels, frames, fromMel, fromFrame);
      }
    }
    int band = random.nextInt(melMask + 1);
    int lowest = random.nextInt(mels - Math.min(band, mels - 1));
    mask(changed, after, lowest, lowest + band, 0, after);
    int gap = (int) (timeMask * random.nextDouble() * after);
    int first = random.nextInt(after - gap);
    mask(changed, after, 0, mels, first, first + gap);
    return new GridBatch(changed, Grids.of(1, mels, after));
  }

  private static double spread(double most, SplittableRandom random) {
    return most * (2 * random.nextDouble() - 1);
  }

  /** Returns the value between four neighbours; those beyond an edge are as at it. */
  private static float between(float[] x, int mels, int frames, double mel, double frame) {
    double y = Math.clamp(mel, 0, mels - 1);
    double t = Math.clamp(frame, 0, frames - 1);
    int low = Math.min((int) y, Math.max(0, mels - 2));
    int left = Math.min((int) t, Math.max(0, frames - 2));
    int high = Math.min(low + 1, mels - 1);
    int right = Math.min(left + 1, frames - 1);
    double below = x[low * frames + left] * (1 - (t - left)) + x[low * frames + right] * (t - left);
    double above =
        x[high * frames + left] * (1 - (t - left)) + x[high * frames + right] * (t - left);
    return (float) (below * (1 - (y - low)) + above * (y - low));
  }

  private static void mask(
      Matrix x, int frames, int fromMel, int toMel, int fromFrame, int toFrame) {
    for (int mel = fromMel; mel < Math.min(toMel, x.rows() / frames); mel++) {
      for (int frame = fromFrame; frame < toFrame; frame++) {
        x.data()[mel * frames + frame] = 0;
      }
    }
  }
}
