package io.embed4j.core.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes vectors in the format of the word2vec program (Mikolov et al. 2013), as text or binary.
 *
 * <pre>
 *   text     rows SPACE width LF, then a row a line: name SPACE number SPACE … number LF
 *   binary   rows SPACE width LF, then a row: name SPACE, width little-endian floats, LF
 * </pre>
 *
 * <p>The format ends a name at the first space, so white space in a name becomes {@code _}; a name
 * that is taken already, or empty, gets {@code #} and the number of its row. Numbers in the text
 * are the shortest decimals that give back the same float.
 *
 * @param vectors the rows
 * @param encoding text or binary
 */
public record Word2VecWriter(NamedVectors vectors, Encoding encoding)
    implements AtomicFile.Contents {
  /** How numbers are written. */
  public enum Encoding {
    TEXT,
    BINARY
  }

  @Override
  public void writeTo(FileChannel channel) throws IOException {
    int rows = vectors.table().rows();
    int width = vectors.table().width();
    Set<String> taken = new HashSet<>();
    // Not closed: the channel belongs to the caller.
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    out.write((rows + " " + width + "\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < rows; i++) {
      out.write(word(i, taken).getBytes(StandardCharsets.UTF_8));
      out.write(
          switch (encoding) {
            case TEXT -> text(i);
            case BINARY -> binary(i);
          });
      out.write('\n');
    }
    out.flush();
  }

  private String word(int row, Set<String> taken) {
    StringBuilder word = new StringBuilder();
    vectors
        .names()
        .apply(row)
        .codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? '_' : c)
        .forEach(word::appendCodePoint);
    while (word.isEmpty() || !taken.add(word.toString())) {
      word.append('#').append(row);
    }
    return word.toString();
  }

  private byte[] text(int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < vectors.table().width(); i++) {
      line.append(' ').append(vectors.table().row(row).at(i));
    }
    return line.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] binary(int row) {
    int width = vectors.table().width();
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).put((byte) ' ');
    bytes.asFloatBuffer().put(vectors.table().data(), row * width, width);
    return bytes.array();
  }
}
