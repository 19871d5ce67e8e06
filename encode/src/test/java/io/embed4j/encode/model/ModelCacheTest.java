package io.embed4j.encode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCacheTest {
  @TempDir private Path root;
  private final AtomicInteger unpacked = new AtomicInteger();

  private void unpack(Path folder) throws IOException {
    unpacked.incrementAndGet();
    Files.writeString(folder.resolve("config.json"), "{\"a\": 1}");
    Files.write(folder.resolve("model.onnx"), new byte[2 << 20]);
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.writeString(folder.resolve("1_Pooling/config.json"), "{}");
  }

  private Path folder() {
    return new ModelCache(root).folder("m-1", this::unpack);
  }

  @Test
  void unpacksOnce() throws IOException {
    Path folder = folder();
    assertThat(folder()).isEqualTo(folder);
    assertThat(folder.resolve("1_Pooling/config.json")).hasContent("{}");
    assertThat(unpacked).hasValue(1);
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("m-1", ".lock");
    }
  }

  @Test
  void damageIsNoticedAndRepaired() throws IOException {
    Path model = folder().resolve("model.onnx");
    Files.write(model, new byte[1 << 20]); // truncated
    assertThat(folder().resolve("model.onnx")).hasSize(2 << 20);
    Files.writeString(folder().resolve("config.json"), "{\"a\": 2}"); // of the same length
    assertThat(folder().resolve("config.json")).hasContent("{\"a\": 1}");
    Files.delete(folder().resolve("1_Pooling/config.json"));
    assertThat(folder().resolve("1_Pooling/config.json")).exists();
    Files.writeString(folder().resolve("unpacked.json"), "{\"config.json\"");
    folder();
    Files.delete(folder().resolve("unpacked.json")); // as older versions left it
    folder();
    assertThat(unpacked).hasValue(6);
  }

  @Test
  void leftoversAreRemovedAndFailuresLeaveNone() throws IOException {
    Files.createDirectories(root.resolve(".part123"));
    Files.writeString(root.resolve(".part123/model.onnx"), "half");
    assertThatThrownBy(
            () ->
                new ModelCache(root)
                    .folder(
                        "m-2",
                        folder -> {
                          throw new ModelFormatException("another artifact");
                        }))
        .isInstanceOf(ModelFormatException.class);
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".lock");
    }
  }

  @Test
  void threadsUnpackOnce() {
    IntStream.range(0, 8).parallel().forEach(i -> assertThat(folder()).isDirectory());
    assertThat(unpacked).hasValue(1);
  }
}
