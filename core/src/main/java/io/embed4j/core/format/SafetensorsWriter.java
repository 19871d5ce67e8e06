package io.embed4j.core.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects named tensors and writes them as one safetensors file, in the order in which they were
 * added. Nothing is copied before {@link #writeTo}; a table may be larger than 2 GiB.
 *
 * <p>Use it as the contents of an {@link AtomicFile}: {@code AtomicFile.write(path, writer)}.
 */
public final class SafetensorsWriter implements AtomicFile.Contents {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Makes a writer without tensors. */
  public SafetensorsWriter() {}

  /** Adds a remark to the header. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds a tensor; its array must not change until it is written. */
  public SafetensorsWriter add(String name, Tensor tensor) {
    if (name.equals(SafetensorsFile.METADATA) || tensors.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("name must be new, but is " + name);
    }
    return this;
  }

  @Override
  public void writeTo(FileChannel channel) throws IOException {
    byte[] header = header();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFile.writeFully(channel, length.putLong(header.length).flip());
    AtomicFile.writeFully(channel, header);
    for (Tensor tensor : tensors.values()) {
      switch (tensor) {
        case Tensor.Floats(float[] data, var shape) -> ElementWriter.floats(channel, data);
        case Tensor.Ints(int[] data, var shape) -> ElementWriter.ints(channel, data);
      }
    }
  }

  private byte[] header() throws IOException {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode remarks = header.putObject(SafetensorsFile.METADATA);
      metadata.forEach(remarks::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey()).put("dtype", tensor.type().name());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      ArrayNode offsets = node.putArray("data_offsets").add(offset);
      offset += (long) tensor.size() * tensor.type().sizeBytes();
      offsets.add(offset);
    }
    byte[] text = JSON.writeValueAsBytes(header);
    // Spaces up to a multiple of 8: a reader that maps the file then finds the elements aligned.
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }
}
