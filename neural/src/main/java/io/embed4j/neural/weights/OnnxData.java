package io.embed4j.neural.weights;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.Function;

/** The bytes of a tensor. */
sealed interface OnnxData {
  long byteSize();

  /** Returns what a reader makes of the bytes, which it must not keep. */
  <T> T read(Function<MemorySegment, T> reader);

  /** Bytes that stay in memory. */
  record InMemory(MemorySegment bytes) implements OnnxData {
    @Override
    public long byteSize() {
      return bytes.byteSize();
    }

    @Override
    public <T> T read(Function<MemorySegment, T> reader) {
      return reader.apply(bytes);
    }
  }

  /** Bytes in a file; they are in the address space only while they are read. */
  record InFile(Path path, long offset, long byteSize) implements OnnxData {
    @Override
    public <T> T read(Function<MemorySegment, T> reader) {
      try (Arena arena = Arena.ofConfined()) {
        return reader.apply(MappedFile.map(path, offset, byteSize, arena));
      }
    }
  }
}
