package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files in the address space: the system loads the pages that are touched, and no others. */
final class MappedFile {
  private MappedFile() {}

  /**
   * Maps a file for reading until nothing refers to it any more.
   *
   * @throws ModelFormatException if there is none
   */
  static MemorySegment map(Path path) {
    return map(path, Arena.ofAuto());
  }

  /**
   * Maps a file for reading as long as the arena lives.
   *
   * @throws ModelFormatException if there is none
   */
  static MemorySegment map(Path path, Arena arena) {
    return open(path, channel -> channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
  }

  /** Maps a part of a file that has been read before. */
  static MemorySegment map(Path path, long offset, long byteSize, Arena arena) {
    return open(path, channel -> channel.map(MapMode.READ_ONLY, offset, byteSize, arena));
  }

  private interface Mapping {
    MemorySegment of(FileChannel channel) throws IOException;
  }

  private static MemorySegment open(Path path, Mapping mapping) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ModelFormatException(path + ": is no file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return mapping.of(channel);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(path + ": there is no such file");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
