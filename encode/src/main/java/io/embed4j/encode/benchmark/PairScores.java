package io.embed4j.encode.benchmark;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.model.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people and vectors say of the same pairs.
 *
 * @param given scores of people
 * @param cosines cosines of the vectors
 */
public record PairScores(double[] given, double[] cosines) {
  /** Compares the texts of pairs. */
  public static PairScores of(
      VectorSource source, List<ScoredPair> pairs, Progress progress, String label) {
    List<String> texts =
        pairs.stream().flatMap(pair -> Stream.of(pair.first(), pair.second())).toList();
    TextVectors vectors = TextVectors.of(source, texts, Role.PLAIN, progress, label);
    return of(pairs, vectors);
  }

  /** Compares pairs whose vectors are known. */
  static PairScores of(List<ScoredPair> pairs, TextVectors vectors) {
    return new PairScores(
        pairs.stream().mapToDouble(ScoredPair::score).toArray(),
        pairs.stream()
            .mapToDouble(pair -> cosine(vectors.of(pair.first()), vectors.of(pair.second())))
            .toArray());
  }

  private static double cosine(float[] a, float[] b) {
    return Vectors.cosine(a, 0, b, 0, a.length);
  }
}
