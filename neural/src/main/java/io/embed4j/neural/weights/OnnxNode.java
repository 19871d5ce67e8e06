package io.embed4j.neural.weights;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of an ONNX graph.
 *
 * @param inputs names of tensors or of outputs of other nodes; an absent one is ""
 * @param numbers attributes that are whole numbers, such as {@code transB}
 * @param lists attributes that are lists of whole numbers, such as {@code perm}
 * @param value the tensor of a Constant
 */
record OnnxNode(
    String operator,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Long> numbers,
    Map<String, List<Long>> lists,
    Optional<OnnxTensor> value) {
  /** Returns the name of an input, or "" if there is none. */
  String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /** Returns the name of the first output, or "" if there is none. */
  String output() {
    return outputs.isEmpty() ? "" : outputs.getFirst();
  }

  long number(String attribute, long absent) {
    return numbers.getOrDefault(attribute, absent);
  }
}
