package io.embed4j.encode.audio.feature;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.Arrays;
import java.util.Locale;

/**
 * Kaldi's filter banks, 25 ms each 10 ms, cut or filled up with zeros to a number of frames: Gong,
 * Chung, Glass: AST, 2021. A grid of mels × frames.
 */
final class AstFeatures implements FeatureExtractor {
  private static final double FLOOR = 1.1920928955078125e-07; // of a float next to 1
  private static final double LOWEST = 20;

  private final int rate;
  private final int frames;
  private final int hop;
  private final boolean normalised;
  private final float mean;
  private final float deviation;
  private final double[] window;
  private final Spectrogram spectrogram;

  private AstFeatures(FeatureSettings settings) {
    rate = settings.count("sampling_rate", 16000);
    frames = settings.count("max_length", 1024);
    hop = rate / 100;
    normalised = settings.isTrue("do_normalize", true);
    mean = (float) settings.number("mean", -4.2677393);
    deviation = (float) settings.number("std", 4.5689974);
    window = Frames.symmetricHann(rate / 40);
    int fftLength = 1;
    while (fftLength < window.length) {
      fftLength *= 2;
    }
    MelFilters.Range range =
        new MelFilters.Range(settings.count("num_mel_bins", 128), LOWEST, rate / 2.0);
    int bins = Spectrogram.bins(fftLength);
    spectrogram =
        new Spectrogram(
            fftLength, MelFilters.straightInMels(range, MelScale.HTK, bins, rate / 2.0));
  }

  static AstFeatures of(FeatureSettings settings) {
    return new AstFeatures(settings);
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "logarithms of %d mels of the first %d frames",
        spectrogram.filters().count(),
        frames);
  }

  /** A sound shorter than a frame is filled up with zeros to one. */
  @Override
  public GridBatch features(float[] samples) {
    int used = Math.min(samples.length, (frames - 1) * hop + window.length);
    float[] sound = Arrays.copyOf(samples, Math.max(used, window.length));
    Matrix mels =
        spectrogram.of(
            new Frames(sound, window, hop, Frames.Edges.SNIPPED),
            energy -> Math.log(Math.max(energy, FLOOR)));
    Matrix picture = Matrix.zeros(mels.columns() * frames, 1); // mels × frames
    for (int mel = 0; mel < mels.columns(); mel++) {
      for (int frame = 0; frame < frames; frame++) {
        float value = frame < mels.rows() ? mels.at(frame, mel) : 0;
        picture.data()[mel * frames + frame] =
            normalised ? (value - mean) / (2 * deviation) : value;
      }
    }
    return new GridBatch(picture, Grids.of(1, mels.columns(), frames));
  }
}
