package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The operations and constants of an ONNX model, and who uses whose output. */
final class OnnxGraph {
  private final List<OnnxNode> nodes;
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private final Map<String, OnnxNode> producers = new HashMap<>();
  private final Map<String, List<OnnxNode>> consumers = new HashMap<>();

  OnnxGraph(String where, List<OnnxNode> nodes, List<OnnxTensor> initializers) {
    this.nodes = nodes;
    for (OnnxTensor tensor : initializers) {
      if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
        throw new ModelFormatException(where + ": tensor " + tensor.name() + " is there twice");
      }
    }
    for (OnnxNode node : nodes) {
      node.outputs().forEach(output -> producers.put(output, node));
      node.value()
          .ifPresent(value -> tensors.putIfAbsent(node.output(), value.named(node.output())));
      for (String input : Set.copyOf(node.inputs())) {
        consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  /** Returns initializers and the values of Constant nodes, by name. */
  Map<String, OnnxTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  Optional<OnnxTensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  Optional<OnnxNode> producer(String output) {
    return Optional.ofNullable(producers.get(output));
  }

  List<OnnxNode> consumers(String output) {
    return consumers.getOrDefault(output, List.of());
  }

  /** Returns the operators that are not of ONNX itself: fused ones that an optimiser made. */
  Set<String> fusedOperators() {
    return nodes.stream()
        .filter(node -> !node.domain().isEmpty() && !node.domain().equals("ai.onnx"))
        .map(OnnxNode::operator)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
