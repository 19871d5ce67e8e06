package io.embed4j.core.format;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A safetensors file. The header is read and checked when it is opened, each tensor when it is
 * asked for; in between nothing is held open. Thread-safe.
 *
 * <pre>
 *   8 bytes   N, length of the header, little-endian
 *   N bytes   header: one JSON object, name to {dtype, shape, data_offsets}
 *   rest      the elements, little-endian, in the order of the offsets, without gaps
 * </pre>
 *
 * <p>Refused with a {@link ModelFormatException} that names the file and the tensor: a header that
 * is no JSON or longer than the file or 100 MB, offsets that overlap, leave gaps or do not fit the
 * shape, and a file that is longer or shorter than its header says.
 */
public final class SafetensorsFile {
  static final String METADATA = "__metadata__";
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path path, SafetensorsHeader header) {
    this.path = path;
    this.header = header;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws ModelFormatException if it is missing or no sound safetensors file
   * @throws UncheckedIOException if it cannot be read
   */
  public static SafetensorsFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new SafetensorsFile(path, SafetensorsHeader.read(path, channel));
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(path + ": there is no such file");
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Returns the remarks in the header. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Returns the names of all tensors, in the order of their bytes. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /** Returns what the header says about a tensor, or nothing if there is none of this name. */
  public Optional<TensorInfo> info(String name) {
    return Optional.ofNullable(header.tensors().get(name));
  }

  /**
   * Returns the elements of an F32, F16 or BF16 tensor of this shape, widened to float32.
   *
   * @throws ModelFormatException if it is missing or of another type or shape
   */
  public float[] floats(String name, long... shape) {
    TensorInfo info = require(name, "F32, F16 or BF16", FloatElements::canRead, shape);
    float[] data = new float[length(info)];
    read(info, mapped -> FloatElements.read(info.type(), mapped, data));
    return data;
  }

  /**
   * Returns the elements of an I32 tensor of this shape.
   *
   * @throws ModelFormatException if it is missing or of another type or shape
   */
  public int[] ints(String name, long... shape) {
    TensorInfo info = require(name, "I32", type -> type == DataType.I32, shape);
    int[] data = new int[length(info)];
    read(info, mapped -> MemorySegment.copy(mapped, INT, 0, data, 0, data.length));
    return data;
  }

  private TensorInfo require(
      String name, String types, Predicate<DataType> allowed, long... shape) {
    TensorInfo info =
        info(name)
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        path + ": there is no tensor " + name + ", only " + names()));
    if (!allowed.test(info.type())) {
      throw new ModelFormatException(
          path + ": tensor " + name + " must be " + types + ", but is " + info.type());
    }
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    if (!info.shape().equals(expected)) {
      throw new ModelFormatException(
          path + ": tensor " + name + " must be of shape " + expected + ", but is " + info.shape());
    }
    return info;
  }

  private int length(TensorInfo info) {
    long length = (info.end() - info.begin()) / info.type().sizeBytes();
    if (length > Integer.MAX_VALUE - 8) {
      throw new ModelFormatException(
          path + ": tensor " + info.name() + " has too many elements for one array: " + length);
    }
    return (int) length;
  }

  private interface Bytes {
    void copyFrom(MemorySegment mapped);
  }

  private void read(TensorInfo info, Bytes target) {
    if (info.begin() == info.end()) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      long start = header.sizeBytes() + info.begin();
      target.copyFrom(channel.map(MapMode.READ_ONLY, start, info.end() - info.begin(), arena));
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static UncheckedIOException failure(Path path, IOException cause) {
    return new UncheckedIOException(new IOException("cannot read " + path + ": " + cause, cause));
  }
}
