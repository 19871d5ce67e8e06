package io.embed4j.encode.audio.feature;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.Arrays;
import java.util.Locale;

/**
 * Mels in decibels of a window of fixed length, usually 10 seconds: Wu et al.: Large-Scale
 * Contrastive Language-Audio Pretraining, 2023. Of a longer sound, the middle is taken, where the
 * reference takes a random part; a shorter one is repeated as often as it fits, then filled up with
 * zeros. A line of frames × mels.
 */
final class ClapFeatures implements FeatureExtractor {
  private static final double FLOOR = 1e-10;

  /** What fills up a short sound. */
  private enum Padding {
    REPEAT,
    REPEAT_THEN_ZEROS,
    ZEROS
  }

  private final int rate;
  private final int samples;
  private final int hop;
  private final Padding padding;
  private final double[] window;
  private final Spectrogram spectrogram;

  private ClapFeatures(FeatureSettings settings, Padding padding) {
    rate = settings.count("sampling_rate", 48000);
    samples = settings.count("nb_max_samples", rate * settings.count("max_length_s", 10));
    hop = settings.count("hop_length", 480);
    this.padding = padding;
    int fftLength = settings.count("fft_window_size", 1024);
    window = Frames.periodicHann(fftLength);
    MelFilters.Range range =
        new MelFilters.Range(
            settings.count("feature_size", 64),
            settings.number("frequency_min", 0),
            settings.number("frequency_max", 14000));
    int bins = Spectrogram.bins(fftLength);
    spectrogram =
        new Spectrogram(
            fftLength, MelFilters.ofEqualArea(range, MelScale.SLANEY, bins, rate / 2.0));
  }

  static ClapFeatures of(FeatureSettings settings) {
    String truncation = settings.text("truncation", "rand_trunc");
    if (!truncation.equals("rand_trunc")) {
      throw new ModelFormatException(
          "%s: truncation '%s' is not supported, only rand_trunc"
              .formatted(settings.file(), truncation));
    }
    String name = settings.text("padding", "repeatpad");
    Padding padding =
        switch (name) {
          case "repeat" -> Padding.REPEAT;
          case "repeatpad" -> Padding.REPEAT_THEN_ZEROS;
          case "pad" -> Padding.ZEROS;
          default ->
              throw new ModelFormatException(
                  "%s: padding '%s' is not supported, only repeat, repeatpad and pad"
                      .formatted(settings.file(), name));
        };
    return new ClapFeatures(settings, padding);
  }

  @Override
  public int rate() {
    return rate;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "decibels of %d mels of %d frames, of %.1f s in the middle",
        spectrogram.filters().count(),
        1 + samples / hop,
        samples / (double) rate);
  }

  @Override
  public GridBatch features(float[] sound) {
    Frames frames = new Frames(whole(sound), window, hop, Frames.Edges.REFLECTED);
    Matrix mels = spectrogram.of(frames, energy -> 10 * Math.log10(Math.max(energy, FLOOR)));
    return new GridBatch(mels, Grids.lines(mels.rows()));
  }

  private float[] whole(float[] sound) {
    if (sound.length >= samples) {
      int start = (sound.length - samples) / 2;
      return Arrays.copyOfRange(sound, start, start + samples);
    }
    int filled =
        switch (padding) {
          case REPEAT -> samples;
          case REPEAT_THEN_ZEROS -> samples / sound.length * sound.length;
          case ZEROS -> sound.length;
        };
    float[] whole = new float[samples];
    for (int i = 0; i < filled; i++) {
      whole[i] = sound[i % sound.length];
    }
    return whole;
  }
}
