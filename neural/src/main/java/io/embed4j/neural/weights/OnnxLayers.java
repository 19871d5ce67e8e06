package io.embed4j.neural.weights;

import io.embed4j.neural.weights.OnnxWeight.Scale;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the PyTorch names of the tensors of an ONNX graph.
 *
 * <p>Exporters keep the names of tables, norms and biases. The weights of linear layers they turn
 * into nameless tensors of shape [in, out], and quantisers replace a tensor by integers, scales and
 * zero points:
 *
 * <pre>
 *   x, W             → MatMul → Add with b
 *   x, W, b          → Gemm
 *   x, q, …, z       → MatMulInteger → Cast → Mul by (scale of x times s) → Add with b
 *   q, s, z          → DequantizeLinear → MatMul → Add with b
 *   q                → Gather by ids → DequantizeLinear with s, z
 * </pre>
 *
 * <p>W belongs to the layer whose bias b is, or, without a bias, to the layer that the name of the
 * node spells: {@code /encoder/layer.0/attention/self/query/MatMul}. q is {@code NAME_quantized}.
 * Where a wrapper has put one more name before all parameters, it is taken off.
 */
final class OnnxLayers {
  private static final int MAX_STEPS = 8;
  private static final int MAX_WRAPPERS = 4;
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final Pattern MODULE_PATH =
      Pattern.compile("/(.+)/(MatMul|Gemm)(_\\d+)?(_quant)?");
  private static final String QUANTIZED = "_quantized";

  private final OnnxGraph graph;
  private final Map<String, OnnxWeight> weights = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private OnnxLayers(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Returns the tensors by their PyTorch name; what is not recognised keeps its own. */
  static Map<String, OnnxWeight> find(OnnxGraph graph) {
    OnnxLayers layers = new OnnxLayers(graph);
    for (OnnxNode node : graph.nodes()) {
      switch (node.operator()) {
        case "MatMul" -> layers.product(node, false);
        case "Gemm" -> layers.product(node, node.number("transB", 0) != 0);
        case "MatMulInteger" -> layers.integerProduct(node);
        case "DequantizeLinear" -> layers.table(node);
        default -> {}
      }
    }
    graph
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!layers.taken.contains(name) && graph.producer(name).isEmpty()) {
                layers.weights.putIfAbsent(name, OnnxWeight.of(tensor));
              }
            });
    return withoutWrappers(layers.weights);
  }

  /** What the second factor of a product turned out to be. */
  private record Factor(OnnxTensor tensor, boolean flipped, Optional<Scale> scale) {}

  private void product(OnnxNode node, boolean transposed) {
    Optional<Factor> found = factor(node.input(1));
    if (found.isEmpty() || found.get().tensor.shape().size() != 2) {
      return;
    }
    Factor factor = found.get();
    if (factor.scale.isEmpty() && factor.tensor.name().endsWith(WEIGHT)) {
      return; // a parameter under its own name, as PyTorch has it
    }
    String bias = node.operator().equals("Gemm") ? node.input(2) : "";
    add(node, factor, factor.flipped == transposed, bias);
  }

  /** Follows a name back to a constant, through nodes that only change its form. */
  private Optional<Factor> factor(String name) {
    boolean flipped = false;
    Optional<Scale> scale = Optional.empty();
    String at = name;
    for (int i = 0; i < MAX_STEPS; i++) {
      Optional<OnnxTensor> tensor = graph.tensor(at);
      if (tensor.isPresent()) {
        return Optional.of(new Factor(tensor.get(), flipped, scale));
      }
      Optional<OnnxNode> producer = graph.producer(at);
      if (producer.isEmpty()) {
        return Optional.empty();
      }
      OnnxNode node = producer.get();
      switch (node.operator()) {
        case "Identity", "Cast" -> {}
        case "Transpose" -> {
          if (scale.isPresent()
              || !node.lists().getOrDefault("perm", List.of(1L, 0L)).equals(List.of(1L, 0L))) {
            return Optional.empty();
          }
          flipped = !flipped;
        }
        case "DequantizeLinear" -> scale = scale(node, 1, 2, (int) node.number("axis", 1));
        default -> {
          return Optional.empty();
        }
      }
      at = node.input(0);
    }
    return Optional.empty();
  }

  private void integerProduct(OnnxNode node) {
    Optional<OnnxTensor> integers = graph.tensor(node.input(1));
    Optional<OnnxNode> cast = next(node, "Cast");
    Optional<OnnxNode> product = cast.flatMap(c -> next(c, "Mul"));
    if (integers.isEmpty() || integers.get().shape().size() != 2 || product.isEmpty()) {
      return;
    }
    // One input of the product is the cast; the other one multiplies the scales of both factors.
    int other = product.get().input(0).equals(cast.get().output()) ? 1 : 0;
    Optional<OnnxTensor> factors =
        graph
            .producer(product.get().input(other))
            .filter(scales -> scales.operator().equals("Mul"))
            .flatMap(
                scales -> graph.tensor(scales.input(1)).or(() -> graph.tensor(scales.input(0))));
    if (factors.isPresent()) {
      Scale scale = new Scale(factors.get(), graph.tensor(node.input(3)), 1);
      add(node, new Factor(integers.get(), false, Optional.of(scale)), true, "");
    }
  }

  /** A table of integers that becomes floats, before or after its rows are picked. */
  private void table(OnnxNode node) {
    Optional<OnnxTensor> integers =
        graph
            .tensor(node.input(0))
            .or(
                () ->
                    graph
                        .producer(node.input(0))
                        .filter(gather -> gather.operator().equals("Gather"))
                        .flatMap(gather -> graph.tensor(gather.input(0))));
    Optional<Scale> scale = scale(node, 1, 2, (int) node.number("axis", 1));
    if (integers.isPresent() && scale.isPresent()) {
      String name = plainName(integers.get());
      if (name.endsWith(WEIGHT) && !usedByProduct(node.output())) {
        put(name, new OnnxWeight(integers.get(), false, scale));
      }
    }
  }

  private boolean usedByProduct(String output) {
    return graph.consumers(output).stream()
        .anyMatch(node -> node.operator().equals("MatMul") || node.operator().equals("Gemm"));
  }

  private Optional<Scale> scale(OnnxNode node, int factors, int zeroPoints, int axis) {
    return graph
        .tensor(node.input(factors))
        .map(tensor -> new Scale(tensor, graph.tensor(node.input(zeroPoints)), axis));
  }

  /** Adds the weight of a linear layer under the name of that layer. */
  private void add(OnnxNode node, Factor factor, boolean inOut, String gemmBias) {
    String own = plainName(factor.tensor);
    Optional<String> name =
        own.endsWith(WEIGHT)
            ? Optional.of(own)
            : layerOfBias(gemmBias).or(() -> layerAfter(node)).or(() -> layerOfPath(node.name()));
    name.ifPresent(n -> put(n, new OnnxWeight(factor.tensor, inOut, factor.scale)));
  }

  private void put(String name, OnnxWeight weight) {
    if (!graph.tensors().containsKey(name) && weights.putIfAbsent(name, weight) == null) {
      taken.add(weight.tensor().name());
      weight
          .scale()
          .ifPresent(
              scale -> {
                taken.add(scale.factors().name());
                scale.zeroPoints().ifPresent(zeroPoints -> taken.add(zeroPoints.name()));
              });
    }
  }

  private static String plainName(OnnxTensor tensor) {
    String name = tensor.name();
    return name.endsWith(QUANTIZED) ? name.substring(0, name.length() - QUANTIZED.length()) : name;
  }

  /** Follows the output of a product to the addition of a bias. */
  private Optional<String> layerAfter(OnnxNode product) {
    Optional<OnnxNode> last = Optional.of(product);
    if (product.operator().equals("MatMulInteger")) {
      last = next(product, "Cast").flatMap(cast -> next(cast, "Mul"));
    }
    return last.flatMap(node -> next(node, "Add"))
        .flatMap(add -> layerOfBias(add.input(0)).or(() -> layerOfBias(add.input(1))));
  }

  private Optional<String> layerOfBias(String input) {
    return factor(input)
        .map(bias -> bias.tensor.name())
        .filter(name -> name.endsWith(BIAS))
        .map(name -> name.substring(0, name.length() - BIAS.length()) + WEIGHT);
  }

  private static Optional<String> layerOfPath(String node) {
    Matcher path = MODULE_PATH.matcher(node);
    return path.matches()
        ? Optional.of(path.group(1).replace('/', '.') + WEIGHT)
        : Optional.empty();
  }

  private Optional<OnnxNode> next(OnnxNode node, String operator) {
    return graph.consumers(node.output()).stream()
        .filter(consumer -> consumer.operator().equals(operator))
        .findFirst();
  }

  /**
   * Takes off what stands before the names of all parameters: an exporter that wraps the model in a
   * module {@code m} writes {@code m.embeddings.…} and {@code m.encoder.…}. A T5 encoder may have
   * nothing but {@code encoder.…}, and keeps it.
   */
  private static Map<String, OnnxWeight> withoutWrappers(Map<String, OnnxWeight> weights) {
    Map<String, OnnxWeight> result = weights;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      String wrapper = wrapper(result.keySet());
      if (wrapper.isEmpty()) {
        break;
      }
      Map<String, OnnxWeight> renamed = new LinkedHashMap<>();
      result.forEach(
          (name, weight) ->
              renamed.putIfAbsent(
                  name.startsWith(wrapper) ? name.substring(wrapper.length()) : name, weight));
      result = renamed;
    }
    return result;
  }

  /** Returns the first part of the names of all parameters, or "" if they share none. */
  private static String wrapper(Set<String> names) {
    List<String> parameters =
        names.stream().filter(n -> n.endsWith(WEIGHT) || n.endsWith(BIAS)).toList();
    if (parameters.isEmpty() || parameters.getFirst().startsWith("encoder.")) {
      return "";
    }
    String first = parameters.getFirst();
    String wrapper = first.substring(0, first.indexOf('.') + 1);
    // Something must be left: the only layer of a model is no wrapper.
    boolean shared =
        parameters.stream()
            .allMatch(n -> n.startsWith(wrapper) && n.indexOf('.', wrapper.length()) > 0);
    return shared ? wrapper : "";
  }
}
