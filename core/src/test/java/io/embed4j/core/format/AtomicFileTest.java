package io.embed4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("deep/er/file.txt");
    AtomicFile.writeText(file, "first, and longer");
    AtomicFile.writeText(file, "第二");
    assertThat(file).hasContent("第二");
    assertThat(files(folder.resolve("deep/er"))).containsExactly("file.txt");
  }

  @Test
  void aFullDiskLeavesTheOldFileAndSaysWhatToDo() throws IOException {
    Path file = folder.resolve("model.json");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write " + file)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("the earlier file is unchanged")
        .hasMessageContaining("free some space");
    assertThat(file).hasContent("old");
    assertThat(files(folder)).containsExactly("model.json");
  }

  @Test
  void stagedContentsWaitForTheCommit() throws IOException {
    Path file = folder.resolve("a");
    AtomicFile.writeText(file, "old");
    try (AtomicFile staged =
        AtomicFile.stage(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {'n'})))) {
      assertThat(file).hasContent("old");
      assertThat(staged.stagedPath()).hasContent("n");
      staged.commit();
    }
    assertThat(file).hasContent("n");
    try (AtomicFile abandoned =
        AtomicFile.stage(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {'x'})))) {
      assertThat(abandoned.stagedPath()).exists();
    }
    assertThat(file).hasContent("n");
    assertThat(files(folder)).containsExactly("a");
  }

  @Test
  void aFolderInTheWayIsNamed() throws IOException {
    Path file = folder.resolve("taken");
    Files.createDirectories(file.resolve("inside"));
    assertThatThrownBy(() -> AtomicFile.writeText(file, "text"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
    assertThat(files(folder)).containsExactly("taken");
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
