package io.embed4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.table.EmbeddingTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFormatsTest {
  private static final EmbeddingTable TABLE =
      new EmbeddingTable(4, 2, new float[] {1, -0.1f, 1e-30f, 3.5f, 0, 2, 5, 6});
  private static final NamedVectors VECTORS =
      new NamedVectors(List.of("New York", "New_York", "北京", "a\tb")::get, TABLE);

  @TempDir Path folder;

  @Test
  void npyHasAnAlignedHeaderAndTheFloats() throws IOException {
    Path file = folder.resolve("x.npy");
    AtomicFile.write(file, new NpyWriter(TABLE));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }")
        .endsWith("\n");
    for (float expected : TABLE.data()) {
      assertThat(bytes.getFloat()).isEqualTo(expected);
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void word2vecTextKeepsNamesInOnePieceAndApart() throws IOException {
    Path file = folder.resolve("x.txt");
    AtomicFile.write(file, new Word2VecWriter(VECTORS, Word2VecWriter.Encoding.TEXT));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "4 2", "New_York 1.0 -0.1", "New_York#1 1.0E-30 3.5", "北京 0.0 2.0", "a_b 5.0 6.0");
  }

  @Test
  void word2vecBinaryHoldsTheSameRows() throws IOException {
    Path file = folder.resolve("x.bin");
    AtomicFile.write(file, new Word2VecWriter(VECTORS, Word2VecWriter.Encoding.BINARY));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(until(bytes, '\n')).isEqualTo("4 2");
    List<String> words = List.of("New_York", "New_York#1", "北京", "a_b");
    for (int i = 0; i < 4; i++) {
      assertThat(until(bytes, ' ')).isEqualTo(words.get(i));
      assertThat(bytes.getFloat()).isEqualTo(TABLE.data()[2 * i]);
      assertThat(bytes.getFloat()).isEqualTo(TABLE.data()[2 * i + 1]);
      assertThat(bytes.get()).isEqualTo((byte) '\n');
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void theProjectorGetsOneLineARowInBothFiles() throws IOException {
    ProjectorWriter.write(folder, VECTORS);
    assertThat(Files.readAllLines(folder.resolve("vectors.tsv")))
        .containsExactly("1.0\t-0.1", "1.0E-30\t3.5", "0.0\t2.0", "5.0\t6.0");
    assertThat(Files.readAllLines(folder.resolve("metadata.tsv")))
        .containsExactly("New York", "New_York", "北京", "a b");
  }

  private static String until(ByteBuffer bytes, char end) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte next = bytes.get(); next != end; next = bytes.get()) {
      text.write(next);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
