package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.model.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/** Vectors of the texts of a task; each distinct text is asked for once. */
final class TextVectors {
  /** Texts asked for at a time: enough to sort by length, few enough to show progress. */
  private static final int CHUNK = 512;

  private final Map<String, float[]> byText;

  private TextVectors(Map<String, float[]> byText) {
    this.byText = byText;
  }

  /**
   * Asks for vectors.
   *
   * @param label what progress is told
   */
  static TextVectors of(
      VectorSource source, List<String> texts, Role role, Progress progress, String label) {
    SequencedSet<String> distinct = new LinkedHashSet<>(texts);
    List<String> order = List.copyOf(distinct);
    Map<String, float[]> byText = HashMap.newHashMap(order.size());
    int dim = -1;
    for (int from = 0; from < order.size(); from += CHUNK) {
      progress.report(label, from, order.size(), "");
      List<String> chunk = order.subList(from, Math.min(order.size(), from + CHUNK));
      List<float[]> vectors = source.vectors(chunk, role);
      if (vectors.size() != chunk.size()) {
        throw new IllegalArgumentException(
            "the source returned " + vectors.size() + " vectors for " + chunk.size() + " texts");
      }
      for (int i = 0; i < chunk.size(); i++) {
        dim = dim < 0 ? vectors.get(i).length : dim;
        requireSound(vectors.get(i), dim, chunk.get(i));
        byText.put(chunk.get(i), vectors.get(i));
      }
    }
    progress.report(label, order.size(), order.size(), "");
    return new TextVectors(byText);
  }

  private static void requireSound(float[] vector, int dim, String text) {
    if (vector.length != dim || dim == 0) {
      throw new IllegalArgumentException(
          "the source returned vectors of "
              + dim
              + " and "
              + vector.length
              + " floats; they must be of one length, at least 1");
    }
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "the source returned " + value + " in the vector of \"" + text + "\"");
      }
    }
  }

  /** Returns the vector of one of the texts. */
  float[] of(String text) {
    return Objects.requireNonNull(byText.get(text), "a text that was not asked for");
  }

  /** Returns the vectors of texts, in their order. */
  List<float[]> of(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    texts.forEach(text -> vectors.add(of(text)));
    return vectors;
  }
}
