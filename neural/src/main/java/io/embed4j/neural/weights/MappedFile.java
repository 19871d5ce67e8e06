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
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ModelFormatException(path + ": is no file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(path + ": there is no such file");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
