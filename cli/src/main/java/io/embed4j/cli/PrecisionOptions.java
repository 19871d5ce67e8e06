package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.NpyReader;
import io.embed4j.core.format.NpyWriter;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.encode.quantize.Int8Ranges;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --precision} and where its ranges come from. */
final class PrecisionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "FLOAT",
      description = {
        "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}): a byte or a bit a dimension, as in",
        "sentence-transformers. INT8 and UINT8 divide the range of each dimension into 256 steps:",
        "the range in --ranges, else in the texts themselves. Codes can be compared only where",
        "the ranges are the same."
      })
  private Precision precision = Precision.FLOAT;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description = "An .npy file of two rows: the smallest and the largest of each dimension.")
  private Optional<Path> ranges = Optional.empty();

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description = "Keep the ranges of these texts for --ranges.")
  private Optional<Path> saved = Optional.empty();

  /** Returns the precision asked for. */
  Precision precision() {
    return precision;
  }

  /** Returns whether ranges have to be found in the texts. */
  boolean learnsRanges() {
    return precision.needsRanges() && ranges.isEmpty();
  }

  /** Refuses options that do not go together; for the time before the work begins. */
  void require() {
    if (!precision.needsRanges() && (ranges.isPresent() || saved.isPresent())) {
      throw usage("--ranges and --save-ranges go with --precision int8 or uint8");
    }
    if (ranges.isPresent() && saved.isPresent()) {
      throw usage("--save-ranges keeps the ranges of the texts, but --ranges gives others");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Returns the ranges of the file; some that nobody uses where the precision needs none. */
  Int8Ranges given(int dim) {
    if (ranges.isEmpty()) {
      return Int8Ranges.of(new float[dim], new float[dim]);
    }
    EmbeddingTable table = NpyReader.read(ranges.get());
    if (table.rows() != 2 || table.width() != dim) {
      throw new DataFormatException(
          "%s: expected 2 rows of %d numbers, as the vectors have, found %d of %d"
              .formatted(ranges.get(), dim, table.rows(), table.width()));
    }
    try {
      return Int8Ranges.of(
          Arrays.copyOf(table.data(), dim), Arrays.copyOfRange(table.data(), dim, 2 * dim));
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(ranges.get() + ": " + e.getMessage());
    }
  }

  /** Returns the ranges of vectors, and keeps them if asked to. */
  Int8Ranges learnt(List<float[]> vectors, int dim) {
    if (vectors.isEmpty()) {
      return given(dim);
    }
    Int8Ranges learnt = Int8Ranges.of(vectors);
    if (saved.isPresent()) {
      EmbeddingTable table = EmbeddingTable.zeros(2, dim);
      System.arraycopy(learnt.min(), 0, table.data(), 0, dim);
      System.arraycopy(learnt.max(), 0, table.data(), dim, dim);
      AtomicFile.write(saved.get(), new NpyWriter(table));
    }
    return learnt;
  }
}
