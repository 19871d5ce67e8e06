package io.embed4j.graph.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph in an archive is the graph of the folder that was packed. */
class ArchiveTest {
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "nations/train.txt", "a\tr\tb\nb\tr\tc\n",
              "nations/test.txt", "a\tr\tc\n",
              "nations/entity2text.txt", "a\tAlbania\n"));

  @TempDir Path folder;

  @Test
  void aTarIsReadLikeAFolder() throws IOException {
    Path archive = folder.resolve("nations.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      writeTar(out);
    }
    check(archive);
    archive = folder.resolve("nations.tar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      writeTar(out);
    }
    check(archive);
  }

  @Test
  void aZipIsReadLikeAFolder() throws IOException {
    Path archive = folder.resolve("nations.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file : FILES.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    check(archive);
  }

  private static void writeTar(OutputStream to) throws IOException {
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(to)) {
      for (var file : FILES.entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(bytes.length);
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
      }
    }
  }

  private static void check(Path archive) {
    assertThat(GraphSources.of(archive).name()).isEqualTo("nations");
    var graph = GraphReader.read(archive, ReadOptions.DEFAULT).graph();
    assertThat(graph.train().size()).isEqualTo(2);
    assertThat(graph.test().size()).isEqualTo(1);
    assertThat(graph.entityNames().resolve("Albania")).isEqualTo(graph.entityNames().resolve("a"));
  }

  @Test
  void aDamagedArchiveIsRefused() throws IOException {
    Path whole = folder.resolve("whole.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      writeTar(out);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.tgz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path no = Files.writeString(folder.resolve("no.tar.gz"), "not an archive");
    Path empty = Files.createFile(folder.resolve("empty.tar.gz"));
    assertThatThrownBy(() -> GraphReader.read(empty, ReadOptions.DEFAULT))
        .hasMessage(empty + ": the archive cannot be read: it ends too early");
    for (Path damaged : new Path[] {cut, no}) {
      assertThatThrownBy(() -> GraphReader.read(damaged, ReadOptions.DEFAULT))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(damaged + ": the archive cannot be read: ");
    }
  }
}
