package io.embed4j.core.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The checked header of a safetensors file.
 *
 * @param sizeBytes bytes before the first element, the length field included
 * @param metadata the remarks
 * @param tensors the tensors by name, in the order of their bytes
 */
record SafetensorsHeader(
    long sizeBytes, Map<String, String> metadata, Map<String, TensorInfo> tensors) {
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /** Reads the header of an open file and checks it against the length of the file. */
  static SafetensorsHeader read(Path path, FileChannel channel) throws IOException {
    byte[] text = text(path, channel);
    long sizeBytes = Long.BYTES + (long) text.length;
    JsonNode root = UntrustedJson.read(path + ": the header", text);
    if (!root.isObject()) {
      throw new ModelFormatException(path + ": the header must be a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<TensorInfo> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equals(SafetensorsFile.METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.add(tensor(path, entry.getKey(), entry.getValue()));
      }
    }
    tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    requireNoGaps(path, tensors, channel.size() - sizeBytes);
    Map<String, TensorInfo> byName =
        tensors.stream()
            .collect(Collectors.toMap(TensorInfo::name, t -> t, (a, b) -> a, LinkedHashMap::new));
    return new SafetensorsHeader(
        sizeBytes, Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(byName));
  }

  private static byte[] text(Path path, FileChannel channel) throws IOException {
    long available = channel.size() - Long.BYTES;
    if (available < 2) {
      throw new ModelFormatException(
          path + ": too short for a safetensors file: " + channel.size() + " bytes");
    }
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > available || bytes > MAX_HEADER_BYTES) {
      throw new ModelFormatException(
          path
              + ": no safetensors file, or truncated: its header would have "
              + Long.toUnsignedString(bytes)
              + " bytes, but at most "
              + Math.min(available, MAX_HEADER_BYTES)
              + " are possible");
    }
    ByteBuffer text = ByteBuffer.allocate((int) bytes);
    readFully(channel, text, Long.BYTES);
    return text.array();
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }

  private static TensorInfo tensor(Path path, String name, JsonNode node) {
    String where = path + ": tensor " + name + ": ";
    DataType type =
        Arrays.stream(DataType.values())
            .filter(t -> t.name().equals(node.path("dtype").asText()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        where + "unknown element type " + node.path("dtype").asText("(none)")));
    List<Long> shape = numbers(where, node, "shape");
    List<Long> offsets = numbers(where, node, "data_offsets");
    if (offsets.size() != 2) {
      throw new ModelFormatException(where + "data_offsets must be two numbers, but is " + offsets);
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    long sizeBytes = sizeBytes(where, type, shape);
    if (end - begin != sizeBytes) {
      throw new ModelFormatException(
          where
              + "the shape "
              + shape
              + " of "
              + type
              + " needs "
              + sizeBytes
              + " bytes, but data_offsets "
              + offsets
              + " give "
              + (end - begin));
    }
    return new TensorInfo(name, type, shape, begin, end);
  }

  private static List<Long> numbers(String where, JsonNode node, String key) {
    JsonNode array = node.path(key);
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : array) {
      if (!number.canConvertToExactIntegral()
          || !number.canConvertToLong()
          || number.asLong() < 0) {
        throw new ModelFormatException(
            where + key + " must hold whole numbers from 0, but holds " + number);
      }
      numbers.add(number.asLong());
    }
    if (!array.isArray()) {
      throw new ModelFormatException(where + key + " must be a list");
    }
    return Collections.unmodifiableList(numbers);
  }

  private static long sizeBytes(String where, DataType type, List<Long> shape) {
    try {
      long elements = 1;
      for (long n : shape) {
        elements = Math.multiplyExact(elements, n);
      }
      return Math.multiplyExact(elements, (long) type.sizeBytes());
    } catch (ArithmeticException e) {
      throw new ModelFormatException(where + "absurd shape " + shape);
    }
  }

  private static void requireNoGaps(Path path, List<TensorInfo> tensors, long dataBytes) {
    long expected = 0;
    for (TensorInfo tensor : tensors) {
      if (tensor.begin() != expected) {
        throw new ModelFormatException(
            path
                + ": tensor "
                + tensor.name()
                + (tensor.begin() < expected ? " overlaps" : " leaves a gap after")
                + " the one before it: it starts at byte "
                + tensor.begin()
                + " instead of "
                + expected);
      }
      expected = tensor.end();
    }
    if (expected != dataBytes) {
      throw new ModelFormatException(
          path
              + (dataBytes < expected ? ": truncated" : ": too long")
              + ": the header describes "
              + expected
              + " bytes of elements"
              + (tensors.isEmpty() ? "" : ", up to tensor " + tensors.getLast().name())
              + ", but there are "
              + dataBytes);
    }
  }
}
