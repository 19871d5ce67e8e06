package io.embed4j.cli;

import io.embed4j.cli.Precision.Numbers;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.audio.AudioEncoding;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.image.ImageEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code embed --image} and {@code embed --audio}: files to vectors.
 *
 * @param kind what they are, such as "pictures"
 */
record FileVectors(
    CommonOptions common, String kind, EmbedCommand.Format format, Optional<Path> out) {
  /** Files that are read before their vectors are written. */
  private static final int AT_ONCE = 500;

  /**
   * What has become of a file.
   *
   * @param vector empty if it cannot be read
   * @param failure why it cannot be read
   */
  private record Outcome(Optional<float[]> vector, String failure) {
    static Outcome of(ImageEncoding encoding) {
      return switch (encoding) {
        case ImageEncoding.Encoded(float[] vector) -> new Outcome(Optional.of(vector), "");
        case ImageEncoding.Failed(String reason) -> new Outcome(Optional.empty(), reason);
      };
    }

    static Outcome of(AudioEncoding encoding) {
      return switch (encoding) {
        case AudioEncoding.Encoded(float[] vector, double _) ->
            new Outcome(Optional.of(vector), "");
        case AudioEncoding.Failed(String reason) -> new Outcome(Optional.empty(), reason);
      };
    }
  }

  /** Makes vectors of files, in their order. */
  private interface Source {
    List<Outcome> of(List<Path> files, Progress progress);
  }

  /** Writes the vectors of pictures; see {@link #write(Source, int, List)}. */
  int write(ImageEncoder encoder, List<Path> files) {
    Source source =
        (some, progress) -> encoder.encodings(some, progress).stream().map(Outcome::of).toList();
    return write(source, encoder.dim(), files);
  }

  /** Writes the vectors of sounds; see {@link #write(Source, int, List)}. */
  int write(AudioEncoder encoder, List<Path> files) {
    Source source =
        (some, progress) -> encoder.encodings(some, progress).stream().map(Outcome::of).toList();
    return write(source, encoder.dim(), files);
  }

  /** Writes the vectors, tells which files could not be read, and returns the exit code. */
  private int write(Source source, int dim, List<Path> files) {
    try {
      long start = System.nanoTime();
      int[] failed = new int[1];
      if (out.isPresent()) {
        AtomicFile.writeOrVanish(
            out.get(),
            channel -> {
              var output = VectorOutput.to(channel, format, Precision.FLOAT, dim);
              failed[0] = write(source, files, output);
            });
      } else {
        failed[0] = write(source, files, new VectorOutput.Lines(common.out(), format));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      int good = files.size() - failed[0];
      common.remark(
          String.format(
              Locale.ROOT,
              "%,d %s, %d numbers each: %.1f %s/s",
              good,
              kind,
              dim,
              good / seconds,
              kind));
      return failed[0] == 0 ? ExitCode.OK : ExitCode.BAD_INPUT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many files could not be read. */
  private int write(Source source, List<Path> files, VectorOutput output) throws IOException {
    int failed = 0;
    for (int from = 0; from < files.size() && !common.out().checkError(); from += AT_ONCE) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
      List<Outcome> outcomes = source.of(some, common.progress());
      for (int i = 0; i < some.size(); i++) {
        Outcome outcome = outcomes.get(i);
        if (outcome.vector.isPresent()) {
          output.take(VectorText.fields(some.get(i)), new Numbers.Floats(outcome.vector.get()));
        } else {
          common.err().println("error: " + outcome.failure);
          failed++;
        }
      }
    }
    output.finish();
    return failed;
  }
}
