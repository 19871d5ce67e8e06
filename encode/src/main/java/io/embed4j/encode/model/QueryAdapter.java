package io.embed4j.encode.model;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A linear map of the vectors of questions alone, near the identity: q ↦ q + D·q, or q ↦ q + B·A·q
 * of a low rank, brought back to the length of q. The vectors of documents stay what they are, so
 * that an index of them stays valid. The low-rank form begins as in Hu et al.: LoRA, 2021, §4.1: A
 * random, B zero.
 *
 * <p>It lies beside a model as {@code query_adapter.safetensors}: other programs pass it over and
 * have the questions' vectors without it, where a module in {@code modules.json} would change
 * documents as well. Thread-safe while nobody trains.
 *
 * @param down A, rank × dim; none in the full form
 * @param up B, dim × rank, or D, dim × dim
 */
public record QueryAdapter(Optional<Linear> down, Linear up) {
  /** Where an adapter is in the folder of a model. */
  public static final String FILE = "query_adapter.safetensors";

  private static final String FULL = "query.d";
  private static final String DOWN = "query.a";
  private static final String UP = "query.b";

  /** Returns the identity as a full map. */
  public static QueryAdapter identity(int dim) {
    return new QueryAdapter(
        Optional.empty(), linear(FULL, new float[Math.multiplyExact(dim, dim)], dim, dim));
  }

  /** Returns the identity as a map of low rank. */
  public static QueryAdapter identity(int dim, int rank, long seed) {
    SplittableRandom random = Seeds.stream(seed, "adapter", 0);
    float[] a = new float[Math.multiplyExact(rank, dim)];
    double bound = Math.sqrt(3.0 / dim); // so that A·q is about as long as a part of q
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextDouble(-bound, bound);
    }
    return new QueryAdapter(
        Optional.of(linear(DOWN, a, rank, dim)),
        linear(UP, new float[Math.multiplyExact(dim, rank)], dim, rank));
  }

  private static Linear linear(String name, float[] weight, int outputs, int inputs) {
    return Linear.of(Parameter.of(name, weight, outputs, inputs), outputs, Parameter.constant());
  }

  /**
   * Reads an adapter.
   *
   * @throws ModelFormatException if it is damaged or made for vectors of another length
   */
  static QueryAdapter read(Path file, int dim) {
    SafetensorsFile tensors = SafetensorsFile.open(file);
    if (tensors.info(FULL).isPresent()) {
      Matrix full = Matrix.of(tensors.floats(FULL, dim, dim), dim, dim);
      return new QueryAdapter(Optional.empty(), Linear.of(full));
    }
    int rank =
        tensors
            .info(DOWN)
            .map(info -> Math.toIntExact(info.shape().getFirst()))
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        "%s: expected a tensor %s or %s, found %s"
                            .formatted(file, FULL, DOWN, tensors.names())));
    Matrix a = Matrix.of(tensors.floats(DOWN, rank, dim), rank, dim);
    Matrix b = Matrix.of(tensors.floats(UP, dim, rank), dim, rank);
    return new QueryAdapter(Optional.of(Linear.of(a)), Linear.of(b));
  }

  /** Writes the adapter of a trained map into the folder of a model. */
  public void save(Path folder) {
    SafetensorsWriter writer = new SafetensorsWriter();
    parameters().forEach(parameter -> parameter.tensors().forEach(writer::add));
    AtomicFile.write(folder.resolve(FILE), writer);
  }

  /** Returns what training changes. */
  public List<Parameter> parameters() {
    return Stream.concat(down.stream(), Stream.of(up))
        .flatMap(linear -> linear.parameters().stream())
        .toList();
  }

  /** Returns the vector of a question after the map, as long as before. */
  public float[] apply(float[] q) {
    Workspace space = new Workspace(Workers.single());
    Matrix x = Matrix.of(q, 1, q.length);
    Matrix change = up.forward(down.map(a -> a.forward(x, space)).orElse(x), space);
    float[] y = q.clone();
    Vectors.addScaled(1, change.data(), change.offset(), y, 0, y.length);
    double before = Vectors.squaredNorm(q, 0, q.length);
    double after = Vectors.squaredNorm(y, 0, y.length);
    if (after > 0) {
      Vectors.scaleInPlace((float) Math.sqrt(before / after), y, 0, y.length);
    }
    return y;
  }

  /** Returns q + B·A·q of many questions, one a row, and the way back. */
  public Trace trace(Matrix q, Training training) {
    Optional<Trace> low = down.map(a -> a.trace(q, training));
    Trace change = up.trace(low.map(Trace::y).orElse(q), training);
    Trace path = low.map(first -> change.after(first, training.space())).orElse(change);
    Matrix y = path.y();
    for (int row = 0; row < y.rows(); row++) {
      int from = q.offset() + row * q.rowStride();
      Vectors.addScaled(1, q.data(), from, y.data(), row * y.rowStride(), y.columns());
    }
    return path; // dq is not asked for: questions are fixed
  }
}
