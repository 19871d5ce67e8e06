package io.embed4j.bench.encode;

import io.embed4j.core.math.Vectors;
import io.embed4j.encode.model.DefaultModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All engines of a run, ours first. */
final class Engines implements AutoCloseable {
  private static final double LEAST_COSINE = 0.9999;

  private final OwnEngine own = new OwnEngine();
  private final OnnxEngine wide;
  private final List<Engine> all = new ArrayList<>();

  /** Opens ours, langchain4j's, and ONNX Runtime with two ways to share the threads out. */
  Engines(int threads) {
    Path folder = DefaultModel.ENGLISH_FLOAT32.folder();
    this.wide = new OnnxEngine(folder, 1, threads);
    all.add(own);
    all.add(new Langchain4jEngine());
    if (threads > 1) {
      all.add(new OnnxEngine(folder, threads, 1));
    }
    all.add(wide);
  }

  List<Engine> all() {
    return all;
  }

  OwnEngine own() {
    return own;
  }

  /** Returns ONNX Runtime with all threads in one session: what answers a single query fastest. */
  OnnxEngine wide() {
    return wide;
  }

  /**
   * Returns the least cosine of our vectors and those of another engine.
   *
   * @throws IllegalStateException if engines do not compute the same
   */
  double requireAgreement(List<String> texts) {
    List<float[]> ours = own.encodeAll(texts);
    double least = 1;
    for (Engine engine : all.subList(1, all.size())) {
      List<float[]> theirs = engine.encodeAll(texts);
      for (int i = 0; i < texts.size(); i++) {
        double cosine = cosine(ours.get(i), theirs.get(i));
        if (!(cosine >= LEAST_COSINE)) {
          throw new IllegalStateException(
              "embed4j and %s must agree to a cosine of %s, but have %s for \"%s\""
                  .formatted(engine.name(), LEAST_COSINE, cosine, texts.get(i)));
        }
        least = Math.min(least, cosine);
      }
    }
    return least;
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    return Vectors.dot(a, 0, b, 0, a.length);
  }

  @Override
  public void close() {
    all.forEach(Engine::close);
  }
}
