package io.embed4j.cli;

import io.embed4j.cli.Precision.Numbers;
import io.embed4j.core.format.NpyBytesWriter;
import io.embed4j.core.format.NpyWriter;
import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is done with texts or files and their vectors, one after the other. */
interface VectorOutput {
  /**
   * Takes what is to be written of a vector.
   *
   * @param fields what a JSON object says beside it
   */
  void take(String fields, Numbers numbers) throws IOException;

  /** Returns an output of a format to a file. */
  static VectorOutput to(
      FileChannel channel, EmbedCommand.Format format, Precision precision, int dim) {
    return format == EmbedCommand.Format.NPY
        ? new Array(channel, precision, dim)
        : new Lines(Channels.newWriter(channel, StandardCharsets.UTF_8), format);
  }

  /** Writes what is left. */
  void finish() throws IOException;

  /** Lines of text. */
  record Lines(Writer writer, EmbedCommand.Format format) implements VectorOutput {
    @Override
    public void take(String fields, Numbers numbers) throws IOException {
      writer.write(
          format == EmbedCommand.Format.TSV
              ? VectorText.tsv(numbers)
              : VectorText.json(fields, numbers));
      writer.write('\n');
    }

    @Override
    public void finish() throws IOException {
      writer.flush();
    }
  }

  /** A NumPy array, whose number of rows stands at its start: all are kept until the end. */
  final class Array implements VectorOutput {
    private final FileChannel channel;
    private final Precision precision;
    private final int width;
    private final List<float[]> floats = new ArrayList<>();
    private final List<byte[]> codes = new ArrayList<>();

    Array(FileChannel channel, Precision precision, int dim) {
      this.channel = channel;
      this.precision = precision;
      this.width = precision.width(dim);
    }

    @Override
    public void take(String fields, Numbers numbers) {
      switch (numbers) {
        case Numbers.Floats vector -> floats.add(vector.values());
        case Numbers.Codes code -> codes.add(code.values());
      }
    }

    @Override
    public void finish() throws IOException {
      if (precision != Precision.FLOAT) {
        new NpyBytesWriter(precision.type(), width, codes).writeTo(channel);
        return;
      }
      EmbeddingTable table = EmbeddingTable.zeros(floats.size(), width);
      for (int i = 0; i < floats.size(); i++) {
        System.arraycopy(floats.get(i), 0, table.data(), i * width, width);
      }
      new NpyWriter(table).writeTo(channel);
    }
  }
}
