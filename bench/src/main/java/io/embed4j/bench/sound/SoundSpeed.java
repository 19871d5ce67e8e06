package io.embed4j.bench.sound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.embed4j.bench.SpeedReport;
import io.embed4j.bench.kernel.Roofline;
import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.audio.feature.FeatureExtractor;
import io.embed4j.encode.audio.feature.Resampler;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.grid.GridModel;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The encoder of Whisper-tiny beside the roofline, and which share of a batch the features take:
 * windows of 30 seconds of noise, of which threads make the features side by side, as in {@link
 * io.embed4j.encode.audio.AudioEncoder}. Figures are medians.
 */
public final class SoundSpeed {
  private static final int RATE = 16_000;
  private static final int SECONDS = 30;
  private static final int OTHER_RATE = 44_100;
  private static final int WARM_UP = 3;

  private SoundSpeed() {}

  /** Measures, prints and records. */
  public static void run(
      int batch, int samples, Workers workers, SpeedReport report, PrintStream out) {
    WhisperSize size = WhisperSize.TINY;
    GridModel model = size.model();
    FeatureExtractor extractor =
        FeatureExtractor.of(
            "whisper",
            JsonNodeFactory.instance
                .objectNode()
                .put("feature_extractor_type", "WhisperFeatureExtractor")
                .put("chunk_length", SECONDS));
    Resampler resampler = Resampler.of(OTHER_RATE, RATE);
    float[] sound = noise(RATE * SECONDS);
    float[] other = noise(OTHER_RATE * SECONDS);
    Roofline roofline = new Roofline(workers);
    double[] features = new double[samples];
    double[] forward = new double[samples];
    double[] resampling = new double[samples];
    double[] roofs = new double[samples];
    for (int i = -WARM_UP; i < samples; i++) {
      GridBatch[] grids = new GridBatch[batch];
      int at = Math.max(0, i);
      roofs[at] = roofline.operationsPerSecond();
      features[at] =
          Stopwatch.seconds(
              () -> workers.forEach(batch, j -> grids[j] = extractor.features(sound)));
      List<GridBatch> all =
          new ArrayList<>(IntStream.range(0, batch).mapToObj(j -> grids[j]).toList());
      forward[at] = Stopwatch.seconds(() -> model.forward(GridBatch.joined(all), workers));
      resampling[at] =
          Stopwatch.seconds(() -> workers.forEach(batch, j -> resampler.resample(other)));
    }
    double seconds = Stopwatch.median(forward);
    double rate = batch * size.operations() / seconds / 1e9;
    double roof = Stopwatch.median(roofs) / 1e9;
    double share = Stopwatch.median(features) / (Stopwatch.median(features) + seconds);
    out.printf(
        Locale.ROOT,
        "%d windows of %d s, %d threads: encoder %.0f ms, %.1f GFLOP/s, %.1f %% of the roofline of"
            + " %.1f; features %.1f ms, %.1f %% of both; resampling from 44.1 kHz %.1f ms%n",
        batch,
        SECONDS,
        workers.threads(),
        1e3 * report.record("encoder-seconds", seconds),
        report.record("encoder-gflops", rate),
        100 * report.record("of-roofline", rate / roof),
        report.record("roofline", roof),
        1e3 * report.record("features-seconds", Stopwatch.median(features)),
        100 * report.record("features-share", share),
        1e3 * report.record("resampling-seconds", Stopwatch.median(resampling)));
  }

  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return x;
  }
}
