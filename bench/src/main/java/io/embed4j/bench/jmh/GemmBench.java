package io.embed4j.bench.jmh;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One product on one thread: 384 columns of 256 long sums, few and many rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GemmBench {
  private static final int DEPTH = 256;
  private static final int COLUMNS = 384;

  @Param({"6", "96", "768"})
  int rows;

  private final Workers workers = Workers.single();
  private Matrix a = Matrix.zeros(0, 0);
  private Matrix b = Matrix.zeros(0, 0);
  private Matrix c = Matrix.zeros(0, 0);
  private PackedMatrix packed = PackedMatrix.empty();

  /** Fills the matrices and proves one element of the product. */
  @Setup
  public void fill() {
    a = random(rows, DEPTH);
    b = random(COLUMNS, DEPTH);
    c = Matrix.zeros(rows, COLUMNS);
    packed = PackedMatrix.pack(b.transposed());
    multiply();
    double sum = 0;
    for (int k = 0; k < DEPTH; k++) {
      sum += (double) a.at(rows - 1, k) * b.at(7, k);
    }
    if (Math.abs(c.at(rows - 1, 7) - sum) > 1e-4) {
      throw new IllegalStateException(c.at(rows - 1, 7) + " is not " + sum);
    }
  }

  private static Matrix random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(1);
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return matrix;
  }

  /** With the right-hand matrix packed before. */
  @Benchmark
  public Matrix multiply() {
    Gemm.multiply(a, packed, c, workers);
    return c;
  }

  /** Packing alone. */
  @Benchmark
  public PackedMatrix pack() {
    packed.repack(b.transposed(), workers);
    return packed;
  }
}
