package io.embed4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.table.EmbeddingTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyReaderTest {
  /** What NumPy 2.4 saved of {@code array([[1, -0.5, 3], [2, 1e-30, 7]], float32)}. */
  private static final String BY_NUMPY =
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog
      KDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
      ICAgICAgIAoAAIA/AAAAvwAAQEAAAABAYEKiDQAA4EA=
      """;

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  @Test
  void readsWhatNumPyWrites() throws IOException {
    EmbeddingTable table = NpyReader.read(file(Base64.getMimeDecoder().decode(BY_NUMPY)));
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.width()).isEqualTo(3);
    assertThat(table.data()).containsExactly(1, -0.5f, 3, 2, 1e-30f, 7);
  }

  @Test
  void writesTheBytesOfNumPy() throws IOException {
    Path file = folder.resolve("y.npy");
    AtomicFile.write(
        file, new NpyWriter(new EmbeddingTable(2, 3, new float[] {1, -0.5f, 3, 2, 1e-30f, 7})));
    assertThat(file).hasBinaryContent(Base64.getMimeDecoder().decode(BY_NUMPY));
  }

  @Test
  void codesHaveTheirTypeInTheHeader() throws IOException {
    Path file = folder.resolve("c.npy");
    AtomicFile.write(
        file, new NpyBytesWriter(DataType.U8, 2, List.of(new byte[] {1, -1}, new byte[] {7, 8})));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(128 + 4).endsWith(1, -1, 7, 8);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }");
  }

  @Test
  void anythingElseIsRefused() throws IOException {
    byte[] sound = Base64.getMimeDecoder().decode(BY_NUMPY);
    assertRefused(new byte[0], "expected a NumPy array file");
    assertRefused("hello".getBytes(StandardCharsets.UTF_8), "expected a NumPy array file");
    assertRefused(Arrays.copyOf(sound, 40), "truncated");
    assertRefused(Arrays.copyOf(sound, sound.length - 1), "found 23 bytes");
    assertRefused(Arrays.copyOf(sound, sound.length + 1), "found 25 bytes");
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    for (String other : List.of("'<f8'", "'>f4'", "'<i4'", "'|O' ")) {
      byte[] changed = text.replace("'<f4'", other).getBytes(StandardCharsets.ISO_8859_1);
      assertRefused(changed, "expected an array of rows of float32");
    }
    byte[] columns = text.replace("False", "True ").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(columns, "expected an array of rows of float32");
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> NpyReader.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": at byte ")
        .hasMessageContaining(message);
  }
}
