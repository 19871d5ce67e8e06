package io.embed4j.encode.audio;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.Step;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.grid.GridBatch;
import io.embed4j.neural.layer.MeanPooler;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns sounds into vectors of length 1.
 *
 * <pre>{@code
 * try (AudioEncoder encoder = AudioEncoder.load(Path.of("whisper-tiny"))) {
 *   float[] vector = encoder.encode(Path.of("speech.wav"));
 * }
 * }</pre>
 *
 * <p>The vector of a sound has the same bits alone, in any batch, and with any number of threads.
 *
 * <p>Thread-safe: files are read side by side, and the model computes one batch after the other.
 */
public final class AudioEncoder implements AutoCloseable {
  private final AudioModel model;
  private final AudioEncoderOptions options;
  private final Workers workers;
  private final ReentrantLock turn = new ReentrantLock();

  private AudioEncoder(AudioModel model, AudioEncoderOptions options) {
    this.model = model;
    this.options = options;
    this.workers = new Workers(options.threads());
  }

  /**
   * Loads a folder of transformers: wav2vec 2.0, Whisper, AST, or the sounds' part of CLAP.
   *
   * @throws NotFoundException if there is no such folder
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static AudioEncoder load(Path folder) {
    return of(AudioModel.read(folder), AudioEncoderOptions.defaults());
  }

  /** Returns an encoder of a model that has been read. */
  public static AudioEncoder of(AudioModel model, AudioEncoderOptions options) {
    return new AudioEncoder(model, options);
  }

  /** Returns the model. */
  public AudioModel model() {
    return model;
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return model.dim();
  }

  /**
   * Returns the vector of a WAV file.
   *
   * @throws DataFormatException if it is no WAV file, damaged, too long, or too short for the model
   * @throws UncheckedIOException if it cannot be read
   */
  public float[] encode(Path file) {
    return vectors(List.of(features(file).grid)).getFirst();
  }

  /**
   * Returns the vector of a sound of any rate.
   *
   * @throws IllegalArgumentException if it is too short for the model
   */
  public float[] encode(Sound sound) {
    return encodeAll(List.of(sound)).getFirst();
  }

  /** Returns the vectors of sounds, in their order. */
  public List<float[]> encodeAll(List<Sound> sounds) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < sounds.size(); from += options.batch()) {
      List<Sound> some = sounds.subList(from, Math.min(sounds.size(), from + options.batch()));
      vectors.addAll(vectors(some.parallelStream().map(this::features).toList()));
    }
    return vectors;
  }

  /**
   * Returns the vectors of WAV files, in their order; those that cannot be read say why, and do not
   * stop the others.
   *
   * @param progress told of the files that are done
   */
  public List<AudioEncoding> encodings(List<Path> files, Progress progress) {
    List<AudioEncoding> encodings = new ArrayList<>();
    for (int from = 0; from < files.size(); from += options.batch()) {
      int to = Math.min(files.size(), from + options.batch());
      List<Read> read = files.subList(from, to).parallelStream().map(this::read).toList();
      List<GridBatch> grids =
          read.stream().flatMap(each -> each.features.stream()).map(Features::grid).toList();
      Iterator<float[]> vectors = vectors(grids).iterator();
      for (Read each : read) {
        encodings.add(
            each.features.isPresent()
                ? new AudioEncoding.Encoded(vectors.next(), each.features.get().seconds)
                : new AudioEncoding.Failed(each.failure));
      }
      progress.report("encoding", to, files.size(), "");
    }
    return encodings;
  }

  /** What the model is given of a sound of some seconds. */
  private record Features(GridBatch grid, double seconds) {}

  /**
   * What has been read of a file.
   *
   * @param failure why there are no features
   */
  private record Read(Optional<Features> features, String failure) {}

  private Read read(Path file) {
    try {
      return new Read(Optional.of(features(file)), "");
    } catch (DataFormatException e) {
      return new Read(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return new Read(Optional.empty(), file + ": cannot be read: " + e.getCause());
    }
  }

  private Features features(Path file) {
    Sound sound = WavFile.read(file, options.maxSeconds());
    try {
      return new Features(features(sound), sound.seconds());
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(file + ": " + e.getMessage());
    }
  }

  private GridBatch features(Sound sound) {
    GridBatch grid = model.extractor().features(sound.at(model.extractor().rate()).samples());
    try {
      model.model().segments(grid.grids());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sound of %.3f s does not suit the model: %s",
              sound.seconds(),
              e.getMessage()));
    }
    return grid;
  }

  private List<float[]> vectors(List<GridBatch> grids) {
    if (grids.isEmpty()) {
      return List.of();
    }
    GridBatch batch = GridBatch.joined(grids);
    float[][] vectors = new float[grids.size()][];
    turn.lock();
    try {
      model
          .model()
          .forward(
              batch,
              workers,
              LayerListener.none(),
              (first, segments, last, pooled) -> {
                Matrix rows = rows(segments, last, pooled);
                for (int i = 0; i < rows.rows(); i++) {
                  int start = rows.offset() + i * rows.rowStride();
                  float[] row = Arrays.copyOfRange(rows.data(), start, start + rows.columns());
                  vectors[first + i] = new Step.Normalize().apply(row);
                }
              });
    } finally {
      turn.unlock();
    }
    return Arrays.asList(vectors);
  }

  private Matrix rows(Segments segments, Matrix last, Optional<Matrix> pooled) {
    Workspace space = new Workspace(Workers.single());
    Matrix one = pooled.orElseGet(() -> new MeanPooler().forward(last, segments, space));
    return model.projection().map(p -> p.forward(one, space)).orElse(one);
  }

  /** Ends the threads; no call may be under way. */
  @Override
  public void close() {
    workers.close();
  }
}
