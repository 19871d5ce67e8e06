package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.Cursor;
import io.embed4j.neural.weights.PickleValue.Dictionary;
import io.embed4j.neural.weights.PickleValue.Sequence;
import io.embed4j.neural.weights.PickleValue.Storage;
import io.embed4j.neural.weights.PickleValue.Tensor;
import io.embed4j.neural.weights.PickleValue.Text;
import io.embed4j.neural.weights.PickleValue.Truth;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The dictionary that {@code torch.save} wrote, and the bytes of its storages.
 *
 * <pre>
 *   since PyTorch 1.6     a zip archive, its entries stored
 *     NAME/data.pkl       the dictionary
 *     NAME/data/KEY       the elements of a storage
 *     NAME/byteorder      "little", where it is there at all
 *
 *   before                pickles in a row: a magic number, a version, the machine's properties,
 *                         the dictionary, the list of keys; then for each key
 *     8 bytes             number of elements
 *     rest                the elements
 * </pre>
 *
 * <p>Source: {@code torch/serialization.py} of PyTorch, functions {@code _save}, {@code
 * _legacy_save} and their counterparts.
 *
 * @param where the path, for messages
 * @param entries names and values, tensors among them
 * @param storages bytes by key
 */
record PytorchFile(
    String where, Map<String, PickleValue> entries, Map<String, MemorySegment> storages) {
  /** No pickle of a real checkpoint comes near it; the tensors are not in the pickle. */
  private static final long MAX_PICKLE_BYTES = 64 << 20;

  private static final String PICKLE = "/data.pkl";
  private static final byte[] LEGACY_MAGIC =
      HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  static PytorchFile read(String where, MemorySegment bytes) {
    if (StoredZip.startsAsZip(bytes)) {
      return archive(where, StoredZip.entries(where, bytes));
    }
    MemorySegment magic = MemorySegment.ofArray(LEGACY_MAGIC);
    if (bytes.byteSize() > magic.byteSize()
        && bytes.asSlice(0, magic.byteSize()).mismatch(magic) == -1) {
      return legacy(where, bytes);
    }
    throw new ModelFormatException(
        where + ": no file of PyTorch: neither a zip archive nor the older form");
  }

  /** Returns the bytes of a storage. */
  MemorySegment storage(String tensor, Storage storage) {
    MemorySegment bytes = storages.get(storage.key());
    if (bytes == null) {
      throw new ModelFormatException(
          where + ": tensor " + tensor + ": there is no storage " + storage.key());
    }
    // A division, because the product could overflow.
    if (bytes.byteSize() / storage.type().sizeBytes() != storage.size()
        || bytes.byteSize() % storage.type().sizeBytes() != 0) {
      throw new ModelFormatException(
          where
              + ": tensor "
              + tensor
              + ": storage "
              + storage.key()
              + " must have "
              + storage.size()
              + " elements of "
              + storage.type()
              + ", but has "
              + bytes.byteSize()
              + " bytes");
    }
    return bytes;
  }

  private static PytorchFile archive(String where, Map<String, MemorySegment> files) {
    Map.Entry<String, MemorySegment> pickle =
        files.entrySet().stream()
            .filter(file -> file.getKey().matches("[^/]+/data[.]pkl"))
            .findFirst()
            .orElseThrow(
                () -> new ModelFormatException(where + ": there is no NAME" + PICKLE + " in it"));
    String root = pickle.getKey().substring(0, pickle.getKey().length() - PICKLE.length());
    MemorySegment order = files.get(root + "/byteorder");
    if (order != null && !new Cursor(where, order).text(order.byteSize(), 16).equals("little")) {
      throw new ModelFormatException(where + ": written by a big-endian machine");
    }
    Map<String, MemorySegment> storages = new HashMap<>();
    String data = root + "/data/";
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith(data)) {
            storages.put(name.substring(data.length()), bytes);
          }
        });
    Cursor in = new Cursor(where + ": " + pickle.getKey(), start(pickle.getValue()));
    return new PytorchFile(where, dictionary(in, PickleReader.read(in)), storages);
  }

  private static PytorchFile legacy(String where, MemorySegment bytes) {
    Cursor pickles = new Cursor(where, start(bytes));
    pickles.skip(LEGACY_MAGIC.length);
    PickleReader.read(pickles);
    Map<String, PickleValue> machine = dictionary(pickles, PickleReader.read(pickles));
    if (!(machine.get("little_endian") instanceof Truth(boolean little)) || !little) {
      throw new ModelFormatException(where + ": written by a big-endian machine");
    }
    Map<String, PickleValue> entries = dictionary(pickles, PickleReader.read(pickles));
    if (!(PickleReader.read(pickles) instanceof Sequence(var keys))) {
      throw pickles.fault("the keys of the storages must be a list");
    }
    Map<String, Integer> sizes = new HashMap<>();
    for (PickleValue value : entries.values()) {
      if (value instanceof Tensor tensor) {
        sizes.put(tensor.storage().key(), tensor.storage().type().sizeBytes());
      }
    }
    Map<String, MemorySegment> storages = new HashMap<>();
    Cursor data = new Cursor(where, bytes).at(pickles.position());
    for (PickleValue key : keys) {
      if (!(key instanceof Text(String name)) || !sizes.containsKey(name)) {
        throw data.fault("a storage belongs to no tensor");
      }
      long elements = data.int64();
      if (elements < 0 || elements > data.remaining()) {
        throw data.fault("storage " + name + " cannot have " + elements + " elements");
      }
      storages.put(name, data.slice(elements * sizes.get(name)));
    }
    return new PytorchFile(where, entries, storages);
  }

  private static MemorySegment start(MemorySegment bytes) {
    return bytes.asSlice(0, Math.min(bytes.byteSize(), MAX_PICKLE_BYTES));
  }

  private static Map<String, PickleValue> dictionary(Cursor in, PickleValue value) {
    if (value instanceof Dictionary(var entries)) {
      return entries;
    }
    throw in.fault("must be a dictionary of tensors");
  }
}
