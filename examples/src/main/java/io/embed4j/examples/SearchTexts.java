package io.embed4j.examples;

import io.embed4j.core.math.Vectors;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the text that answers a question, by the vectors of both. */
public final class SearchTexts {
  private SearchTexts() {}

  /** Takes a model folder; without one, the English default model is used. */
  public static void main(String[] args) {
    List<String> texts =
        List.of(
            "The museum opens at ten o'clock and closes at six.",
            "Apples and pears grow on trees.",
            "The train to Hangzhou leaves from platform four.");
    String question = "When can I visit the museum?";
    try (TextEncoder encoder =
        args.length == 0 ? TextEncoder.english() : TextEncoder.load(Path.of(args[0]))) {
      float[] asked = encoder.encodeQuery(question);
      List<float[]> vectors = encoder.encodeDocuments(texts);
      int best =
          IntStream.range(0, texts.size())
              .boxed()
              .max(Comparator.comparingDouble(i -> similarity(asked, vectors.get(i))))
              .orElseThrow();
      System.out.printf(
          "%s%n  %.3f  %s%n", question, similarity(asked, vectors.get(best)), texts.get(best));
    }
  }

  /** The cosine, because the vectors have length 1. */
  private static float similarity(float[] a, float[] b) {
    return Vectors.dot(a, 0, b, 0, a.length);
  }
}
