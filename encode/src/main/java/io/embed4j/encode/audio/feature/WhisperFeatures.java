package io.embed4j.encode.audio.feature;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.Arrays;
import java.util.Locale;

/**
 * Logarithms of mels of a window of fixed length, usually 30 seconds, which the sound is cut or
 * filled up with zeros to: Radford et al.: Robust Speech Recognition via Large-Scale Weak
 * Supervision, 2022, section 2.2. A line of frames × mels.
 */
final class WhisperFeatures implements FeatureExtractor {
  private static final double FLOOR = 1e-10;
  private static final double HIGHEST = 8000;
  private static final float RANGE = 8; // tenfold powers below the maximum

  private final int rate;
  private final int samples;
  private final int hop;
  private final double[] window;
  private final Spectrogram spectrogram;

  private WhisperFeatures(int rate, int samples, int hop, int fftLength, int mels) {
    this.rate = rate;
    this.samples = samples;
    this.hop = hop;
    this.window = Frames.periodicHann(fftLength);
    MelFilters.Range range = new MelFilters.Range(mels, 0, HIGHEST);
    int bins = Spectrogram.bins(fftLength);
    this.spectrogram =
        new Spectrogram(
            fftLength, MelFilters.ofEqualArea(range, MelScale.SLANEY, bins, rate / 2.0));
  }

  static WhisperFeatures of(FeatureSettings settings) {
    int rate = settings.count("sampling_rate", 16000);
    return new WhisperFeatures(
        rate,
        rate * settings.count("chunk_length", 30),
        settings.count("hop_length", 160),
        settings.count("n_fft", 400),
        settings.count("feature_size", 80));
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "logarithms of %d mels of %d frames, of the first %.1f s",
        spectrogram.filters().count(),
        samples / hop,
        samples / (double) rate);
  }

  @Override
  public GridBatch features(float[] sound) {
    float[] whole = Arrays.copyOf(sound, samples);
    Frames frames = new Frames(whole, window, hop, Frames.Edges.REFLECTED);
    Matrix all = spectrogram.of(frames, energy -> Math.log10(Math.max(energy, FLOOR)));
    Matrix mels = all.rowRange(0, all.rows() - 1);
    int size = mels.rows() * mels.columns();
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      max = Math.max(max, mels.data()[i]);
    }
    for (int i = 0; i < size; i++) {
      mels.data()[i] = (Math.max(mels.data()[i], max - RANGE) + 4) / 4;
    }
    return new GridBatch(mels, Grids.lines(mels.rows()));
  }
}
