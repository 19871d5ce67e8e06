package io.embed4j.cli;

import io.embed4j.cli.Precision.Numbers;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.image.ImageEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code embed --image}: pictures to vectors. */
record PictureVectors(
    CommonOptions common, EncoderOption model, EmbedCommand.Format format, Optional<Path> out) {
  /** Pictures that are read before their vectors are written. */
  private static final int AT_ONCE = 500;

  /** Writes the vectors, tells which files could not be read, and returns the exit code. */
  int write(List<Path> files) {
    try (ImageEncoder encoder = model.openImages()) {
      long start = System.nanoTime();
      int[] failed = new int[1];
      if (out.isPresent()) {
        AtomicFile.writeOrVanish(
            out.get(),
            channel -> {
              var output = VectorOutput.to(channel, format, Precision.FLOAT, encoder.dim());
              failed[0] = write(encoder, files, output);
            });
      } else {
        failed[0] = write(encoder, files, new VectorOutput.Lines(common.out(), format));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      int good = files.size() - failed[0];
      common.remark(
          String.format(
              Locale.ROOT,
              "%,d pictures, %d numbers each: %.1f pictures/s",
              good,
              encoder.dim(),
              good / seconds));
      return failed[0] == 0 ? ExitCode.OK : ExitCode.BAD_INPUT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many files could not be read. */
  private int write(ImageEncoder encoder, List<Path> files, VectorOutput output)
      throws IOException {
    int failed = 0;
    for (int from = 0; from < files.size() && !common.out().checkError(); from += AT_ONCE) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
      List<ImageEncoding> encodings = encoder.encodings(some, common.progress());
      for (int i = 0; i < some.size(); i++) {
        switch (encodings.get(i)) {
          case ImageEncoding.Encoded(float[] vector) ->
              output.take(VectorText.fields(some.get(i)), new Numbers.Floats(vector));
          case ImageEncoding.Failed(String reason) -> {
            common.err().println("error: " + reason);
            failed++;
          }
        }
      }
    }
    output.finish();
    return failed;
  }
}
