package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.Cursor;
import io.embed4j.core.format.ProtoReader;
import io.embed4j.neural.weights.OnnxTensor.Encoding;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the parts of an ONNX file that carry weights: nodes and initializers of the main graph. The
 * numbers of the fields are those of {@code onnx.proto}. Subgraphs are passed over, so nothing here
 * recurses.
 */
final class OnnxParser {
  private static final int MAX_FIELDS = 1_000_000;
  private static final int MAX_DIMENSIONS = 64;
  private static final int DATA_IS_EXTERNAL = 1;

  private final String where;
  private final Optional<Path> folder;
  private final Function<MemorySegment, OnnxData> source;
  private final Arena arena; // until the end of parsing
  private final Map<String, MemorySegment> externalFiles = new HashMap<>();

  private OnnxParser(
      String where, Optional<Path> folder, Function<MemorySegment, OnnxData> source, Arena arena) {
    this.where = where;
    this.folder = folder;
    this.source = source;
    this.arena = arena;
  }

  /** Reads a model in memory; messages start with {@code where}. */
  static OnnxGraph parse(String where, MemorySegment bytes) {
    try (Arena arena = Arena.ofConfined()) {
      return new OnnxParser(where, Optional.empty(), OnnxData.InMemory::new, arena).model(bytes);
    }
  }

  /** Reads a file, beside which files of external data may lie; weights stay in the files. */
  static OnnxGraph parse(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = MappedFile.map(path, arena);
      Function<MemorySegment, OnnxData> source =
          part -> new OnnxData.InFile(path, part.address() - bytes.address(), part.byteSize());
      Path folder = path.toAbsolutePath().resolveSibling(".");
      return new OnnxParser(path.toString(), Optional.of(folder), source, arena).model(bytes);
    }
  }

  private OnnxGraph model(MemorySegment bytes) {
    ProtoReader model = new ProtoReader(where, bytes, MAX_FIELDS);
    while (model.next()) {
      if (model.field() == 7) {
        return graph(model.message());
      }
      model.skip();
    }
    throw new ModelFormatException(where + ": no ONNX model: there is no graph in it");
  }

  private OnnxGraph graph(ProtoReader graph) {
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> initializers = new ArrayList<>();
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> nodes.add(node(graph.message()));
        case 5 -> initializers.add(tensor(graph.message()));
        default -> graph.skip();
      }
    }
    return new OnnxGraph(where, List.copyOf(nodes), initializers);
  }

  private OnnxNode node(ProtoReader node) {
    String operator = "";
    String domain = "";
    String name = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Attributes attributes = new Attributes(new HashMap<>(), new HashMap<>(), new ArrayList<>());
    while (node.next()) {
      switch (node.field()) {
        case 1 -> inputs.add(node.text());
        case 2 -> outputs.add(node.text());
        case 3 -> name = node.text();
        case 4 -> operator = node.text();
        case 5 -> attribute(node.message(), attributes);
        case 7 -> domain = node.text();
        default -> node.skip();
      }
    }
    return new OnnxNode(
        operator,
        domain,
        name,
        inputs,
        outputs,
        attributes.numbers,
        attributes.lists,
        attributes.values.stream().findFirst());
  }

  private record Attributes(
      Map<String, Long> numbers, Map<String, List<Long>> lists, List<OnnxTensor> values) {}

  private void attribute(ProtoReader attribute, Attributes target) {
    String name = "";
    Optional<Long> number = Optional.empty();
    Optional<OnnxTensor> value = Optional.empty();
    List<Long> list = new ArrayList<>();
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1 -> name = attribute.text();
        case 3 -> number = Optional.of(attribute.whole());
        case 5 -> value = Optional.of(tensor(attribute.message()));
        case 8 -> attribute.addWholes(list, MAX_DIMENSIONS);
        default -> attribute.skip();
      }
    }
    if (number.isPresent()) {
      target.numbers.put(name, number.get());
    }
    if (!list.isEmpty()) {
      target.lists.put(name, list);
    }
    value.ifPresent(target.values::add);
  }

  private OnnxTensor tensor(ProtoReader tensor) {
    String name = "";
    int type = 0;
    boolean external = false;
    List<Long> shape = new ArrayList<>();
    Map<String, String> location = new HashMap<>();
    Encoding encoding = Encoding.RAW;
    MemorySegment data = MemorySegment.NULL;
    while (tensor.next()) {
      switch (tensor.field()) {
        case 1 -> tensor.addWholes(shape, MAX_DIMENSIONS);
        case 2 -> type = (int) tensor.whole();
        case 8 -> name = tensor.text();
        case 4, 9 -> data = tensor.bytes(); // packed floats look like raw ones
        case 5 -> {
          encoding = Encoding.VARINTS;
          data = tensor.bytes();
        }
        case 6, 7, 10, 11 -> {
          encoding = Encoding.OTHER;
          tensor.skip();
        }
        case 13 -> entry(tensor.message(), location);
        case 14 -> external = tensor.whole() == DATA_IS_EXTERNAL;
        default -> tensor.skip();
      }
    }
    OnnxData elements;
    if (external) {
      elements = external(name, location);
    } else if (data.byteSize() == 0) {
      elements = new OnnxData.InMemory(data);
    } else {
      elements = source.apply(data);
    }
    return new OnnxTensor(where, name, type, List.copyOf(shape), encoding, elements);
  }

  private static void entry(ProtoReader entry, Map<String, String> target) {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> key = entry.text();
        case 2 -> value = entry.text();
        default -> entry.skip();
      }
    }
    target.put(key, value);
  }

  /** A model is not trusted: it could name any file of the machine. */
  private OnnxData external(String tensor, Map<String, String> location) {
    String fault = where + ": tensor " + tensor + ": ";
    String file = location.getOrDefault("location", "");
    if (folder.isEmpty()) {
      throw new ModelFormatException(
          fault + "its data is in the file " + file + ", so the model must be opened by its path");
    }
    if (!file.matches("[\\w.-]+") || file.startsWith(".")) {
      throw new ModelFormatException(
          fault + "its data must be in a file beside the model, but is in \"" + file + "\"");
    }
    Path path = folder.get().resolve(file);
    MemorySegment bytes = externalFiles.computeIfAbsent(file, _ -> MappedFile.map(path, arena));
    try {
      long offset = Long.parseLong(location.getOrDefault("offset", "0"));
      long length =
          Long.parseLong(location.getOrDefault("length", Long.toString(bytes.byteSize() - offset)));
      new Cursor(fault + path, bytes).at(offset).skip(length);
      return new OnnxData.InFile(path, offset, length);
    } catch (NumberFormatException e) {
      throw new ModelFormatException(
          fault + "its offset and length must be whole numbers, but are " + location);
    }
  }
}
