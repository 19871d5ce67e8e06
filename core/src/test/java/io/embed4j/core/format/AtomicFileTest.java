package io.embed4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

  /** Starts a process that never comes to the end of a file. */
  @Test
  void aProcessThatIsAskedToEndLeavesNothing() throws Exception {
    Path file = folder.resolve("vectors.jsonl");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = place(AtomicFile.class) + File.pathSeparator + place(NeverEnding.class);
    Process process =
        new ProcessBuilder(java, "-cp", classes, NeverEnding.class.getName(), file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.getInputStream().read()).as("says that it has begun").isEqualTo('!');
    assertThat(files(folder)).containsExactly(".vectors.jsonl.tmp");
    process.destroy(); // SIGTERM
    assertThat(process.waitFor()).isNotZero();
    assertThat(files(folder)).isEmpty();
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Writes to a file until it is killed. */
  static final class NeverEnding {
    private NeverEnding() {}

    public static void main(String[] args) {
      AtomicFile.writeOrVanish(
          Path.of(args[0]),
          channel -> {
            channel.write(ByteBuffer.wrap(new byte[1000]));
            System.out.write('!');
            System.out.flush();
            LockSupport.park();
          });
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
