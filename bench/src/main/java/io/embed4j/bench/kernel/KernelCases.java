package io.embed4j.bench.kernel;

import io.embed4j.bench.kernel.KernelCase.Unit;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Distances;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The kernels that are measured, at the sizes at which training, ranking and encoding use them. */
final class KernelCases {
  /** Entities of FB15k-237, and the width of a row: the usual 200, or 100 complex numbers. */
  private static final int ENTITIES = 14_541;

  private static final int WIDTH = 200;
  private static final int QUERIES = 512;

  /** 18 G element steps a second on a core of 117 GFLOP/s. */
  private static final Map<Integer, Double> L1_BAR = Map.of(1, 18.0 / 117);

  private KernelCases() {}

  /** Returns all cases; each makes its data anew and lets it go when the case does. */
  static List<Supplier<KernelCase>> all() {
    return List.of(
        () -> scores(512, 200, 14_541, Map.of(1, .75, 2, .75)),
        () -> scores(1024, 512, 40_943, Map.of(1, .82, 2, .82)),
        () -> layer(2048, 384, 384, Map.of(2, .80)),
        () -> layer(2048, 1536, 384, Map.of(2, .80)),
        () -> layer(128, 384, 384, Map.of(2, .70)),
        KernelCases::entityGradient,
        KernelCases::queryGradient,
        KernelCases::l1,
        KernelCases::squared,
        KernelCases::modulus,
        KernelCases::l1Gradient,
        KernelCases::modulusGradient,
        KernelCases::exponential,
        KernelCases::dot,
        KernelCases::adagrad,
        KernelCases::gather);
  }

  /** Queries against all rows of a table; packing the table is part of it. */
  private static KernelCase scores(int m, int k, int n, Map<Integer, Double> bars) {
    Matrix a = random(m, k);
    Matrix rows = random(n, k);
    Matrix c = Matrix.zeros(m, n);
    PackedMatrix packed = PackedMatrix.empty();
    return new KernelCase(
        "sgemm-%dx%dx%d".formatted(m, k, n),
        Unit.OPERATIONS,
        2.0 * m * k * n,
        bars,
        workers -> {
          packed.repack(rows.transposed(), workers);
          Gemm.multiply(a, packed, c, workers);
        });
  }

  /** A linear layer: the weights are packed once. */
  private static KernelCase layer(int m, int k, int n, Map<Integer, Double> bars) {
    Matrix a = random(m, k);
    PackedMatrix packed = PackedMatrix.pack(random(n, k).transposed());
    Matrix c = Matrix.zeros(m, n);
    return new KernelCase(
        "sgemm-prepacked-%dx%dx%d".formatted(m, k, n),
        Unit.OPERATIONS,
        2.0 * m * k * n,
        bars,
        workers -> Gemm.multiply(a, packed, c, workers));
  }

  private static KernelCase entityGradient() {
    Matrix scores = random(QUERIES, ENTITIES);
    PackedMatrix packed = PackedMatrix.pack(random(QUERIES, WIDTH));
    Matrix gradient = Matrix.zeros(ENTITIES, WIDTH);
    return new KernelCase(
        "sgemm-transposed-14541x512x200",
        Unit.OPERATIONS,
        2.0 * QUERIES * ENTITIES * WIDTH,
        Map.of(),
        workers -> Gemm.addProduct(scores.transposed(), packed, gradient, workers));
  }

  private static KernelCase queryGradient() {
    Matrix scores = random(QUERIES, ENTITIES);
    PackedMatrix packed = PackedMatrix.pack(random(ENTITIES, WIDTH));
    Matrix gradient = Matrix.zeros(QUERIES, WIDTH);
    return new KernelCase(
        "sgemm-prepacked-512x14541x200",
        Unit.OPERATIONS,
        2.0 * QUERIES * ENTITIES * WIDTH,
        Map.of(),
        workers -> Gemm.multiply(scores, packed, gradient, workers));
  }

  private static KernelCase l1() {
    Matrix a = random(QUERIES, WIDTH);
    PackedMatrix packed = PackedMatrix.pack(random(ENTITIES, WIDTH).transposed());
    Matrix c = Matrix.zeros(QUERIES, ENTITIES);
    return new KernelCase(
        "l1-512x200x14541",
        Unit.STEPS,
        (double) QUERIES * ENTITIES * WIDTH,
        L1_BAR,
        workers -> Distances.l1(a, packed, 0, c, workers));
  }

  private static KernelCase squared() {
    Matrix a = random(QUERIES, WIDTH);
    PackedMatrix packed = PackedMatrix.pack(random(ENTITIES, WIDTH).transposed());
    Matrix c = Matrix.zeros(QUERIES, ENTITIES);
    return new KernelCase(
        "squared-512x200x14541",
        Unit.STEPS,
        (double) QUERIES * ENTITIES * WIDTH,
        Map.of(),
        workers -> Distances.squared(a, packed, 0, c, workers));
  }

  private static KernelCase modulus() {
    Matrix a = random(QUERIES, WIDTH);
    PackedMatrix packed = PackedMatrix.pack(random(ENTITIES, WIDTH).transposed());
    Matrix c = Matrix.zeros(QUERIES, ENTITIES);
    return new KernelCase(
        "modulus-512x200x14541",
        Unit.STEPS,
        (double) QUERIES * ENTITIES * WIDTH,
        Map.of(),
        workers -> Distances.modulus(a, packed, 0, c, workers));
  }

  private static KernelCase l1Gradient() {
    return gradient("l1-gradient-512x200x1000", Distances::addL1Gradient);
  }

  private static KernelCase modulusGradient() {
    return gradient("modulus-gradient-512x200x1000", Distances::addModulusGradient);
  }

  /** Adds the gradient of one of the distances. */
  private interface Gradient {
    void add(Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers);
  }

  private static KernelCase gradient(String name, Gradient gradient) {
    int n = 1000;
    Matrix w = random(QUERIES, n);
    Matrix a = random(QUERIES, WIDTH);
    Matrix b = random(n, WIDTH);
    Matrix da = Matrix.zeros(QUERIES, WIDTH);
    Matrix db = Matrix.zeros(n, WIDTH);
    return new KernelCase(
        name,
        Unit.STEPS,
        (double) QUERIES * n * WIDTH,
        Map.of(),
        workers -> gradient.add(w, a, b, da, db, workers));
  }

  private static KernelCase exponential() {
    Matrix scores = random(QUERIES, ENTITIES);
    return new KernelCase(
        "exp-14541",
        Unit.STEPS,
        (double) QUERIES * ENTITIES,
        Map.of(),
        workers ->
            workers.forEach(
                QUERIES,
                i -> Vectors.exponentiateInPlace(scores.data(), i * ENTITIES, ENTITIES, 0.5f)));
  }

  private static KernelCase dot() {
    Matrix a = random(QUERIES, WIDTH);
    Matrix c = Matrix.zeros(QUERIES, QUERIES);
    return new KernelCase(
        "dot-200",
        Unit.STEPS,
        (double) QUERIES * QUERIES * WIDTH,
        Map.of(),
        workers ->
            workers.forEach(
                QUERIES,
                i -> {
                  for (int j = 0; j < QUERIES; j++) {
                    c.data()[i * QUERIES + j] =
                        Vectors.dot(a.data(), i * WIDTH, a.data(), j * WIDTH, WIDTH);
                  }
                }));
  }

  private static KernelCase adagrad() {
    EmbeddingTable table = EmbeddingTable.zeros(ENTITIES, WIDTH);
    EmbeddingTable state = EmbeddingTable.zeros(ENTITIES, WIDTH);
    Arrays.fill(state.data(), 1);
    float[] gradient = random(1, WIDTH).data();
    int[] order = shuffled(ENTITIES);
    return new KernelCase(
        "adagrad-rows-of-200",
        Unit.ROWS,
        ENTITIES,
        Map.of(),
        workers ->
            workers.forEach(
                8,
                part -> {
                  for (int i = part * ENTITIES / 8; i < (part + 1) * ENTITIES / 8; i++) {
                    int row = order[i] * WIDTH;
                    float[] x = table.data();
                    Vectors.adagrad(x, state.data(), row, gradient, 0, WIDTH, 1e-3f, 1e-8f);
                  }
                }));
  }

  private static KernelCase gather() {
    EmbeddingTable table = new EmbeddingTable(ENTITIES, WIDTH, random(ENTITIES, WIDTH).data());
    int[] order = shuffled(ENTITIES);
    Matrix rows = Matrix.zeros(1024, WIDTH);
    int parts = ENTITIES / 1024;
    return new KernelCase(
        "gather-rows-of-200",
        Unit.ROWS,
        parts * 1024.0,
        Map.of(),
        workers -> {
          for (int part = 0; part < parts; part++) {
            table.gather(Arrays.copyOfRange(order, part * 1024, (part + 1) * 1024), rows);
          }
        });
  }

  private static Matrix random(int rows, int columns) {
    SplittableRandom random = Seeds.stream(1, "bench", (long) rows * columns);
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return matrix;
  }

  private static int[] shuffled(int n) {
    return Seeds.permutation(n, Seeds.stream(1, "bench-order", n));
  }
}
