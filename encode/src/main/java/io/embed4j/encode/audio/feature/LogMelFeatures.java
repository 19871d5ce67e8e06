package io.embed4j.encode.audio.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.Arrays;
import java.util.Locale;

/**
 * Logarithms of mels of a sound as long as it is, with mean 0 and variance 1: what models that are
 * trained here take. A grid of mels × frames, of at least {@value #LEAST_FRAMES} frames, for which
 * a short sound is filled up with zeros.
 */
public final class LogMelFeatures implements FeatureExtractor {
  private static final int LEAST_FRAMES = 32;
  private static final double FLOOR = 1e-10;
  private static final double EPSILON = 1e-5;
  static final String TYPE = "LogMelFeatureExtractor";

  private final int rate;
  private final int hop;
  private final double[] window;
  private final Spectrogram spectrogram;

  private LogMelFeatures(int rate, int hop, int fftLength, int mels) {
    this.rate = rate;
    this.hop = hop;
    this.window = Frames.periodicHann(fftLength);
    int bins = Spectrogram.bins(fftLength);
    MelFilters.Range range = new MelFilters.Range(mels, 0, rate / 2.0);
    this.spectrogram =
        new Spectrogram(
            fftLength, MelFilters.straightInHertz(range, MelScale.HTK, bins, rate / 2.0));
  }

  /** Returns 40 mels each 10 ms, of frames of 25 ms or a little more, a power of two. */
  public static LogMelFeatures of(int rate) {
    int fftLength = 2;
    while (fftLength < rate / 40) {
      fftLength *= 2;
    }
    return new LogMelFeatures(rate, rate / 100, fftLength, 40);
  }

  static LogMelFeatures of(FeatureSettings settings) {
    int rate = settings.count("sampling_rate", 16000);
    LogMelFeatures usual = of(rate);
    return new LogMelFeatures(
        rate,
        settings.count("hop_length", usual.hop),
        settings.count("n_fft", usual.window.length),
        settings.count("feature_size", usual.spectrogram.filters().count()));
  }

  /** Returns the content of {@code preprocessor_config.json}. */
  public JsonNode settings() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("feature_extractor_type", TYPE)
        .put("sampling_rate", rate)
        .put("hop_length", hop)
        .put("n_fft", window.length)
        .put("feature_size", spectrogram.filters().count());
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "logarithms of %d mels, %.1f frames a second, of mean 0 and variance 1",
        spectrogram.filters().count(),
        rate / (double) hop);
  }

  /** Returns frames × mels, before they are normalised. */
  Matrix mels(float[] samples) {
    float[] sound = Arrays.copyOf(samples, Math.max(samples.length, LEAST_FRAMES * hop));
    return spectrogram.of(
        new Frames(sound, window, hop, Frames.Edges.REFLECTED),
        energy -> Math.log(Math.max(energy, FLOOR)));
  }

  @Override
  public GridBatch features(float[] samples) {
    Matrix mels = mels(samples);
    double mean = 0;
    double squares = 0;
    int size = mels.rows() * mels.columns();
    for (int i = 0; i < size; i++) {
      mean += mels.data()[i] / (double) size;
    }
    for (int i = 0; i < size; i++) {
      squares += (mels.data()[i] - mean) * (mels.data()[i] - mean) / size;
    }
    double deviation = Math.sqrt(squares + EPSILON);
    Matrix picture = Matrix.zeros(size, 1); // mels × frames
    for (int frame = 0; frame < mels.rows(); frame++) {
      for (int mel = 0; mel < mels.columns(); mel++) {
        picture.data()[mel * mels.rows() + frame] =
            (float) ((mels.at(frame, mel) - mean) / deviation);
      }
    }
    return new GridBatch(picture, Grids.of(1, mels.columns(), mels.rows()));
  }
}
