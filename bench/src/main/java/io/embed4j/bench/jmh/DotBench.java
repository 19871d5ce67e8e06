package io.embed4j.bench.jmh;

import io.embed4j.core.math.Vectors;
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

/** The dot product of two rows beside the plain loop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class DotBench {
  @Param({"100", "200", "768"})
  int length;

  private float[] a = {};
  private float[] b = {};

  /** Fills two rows and proves that both ways agree. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = new float[length];
    b = new float[length];
    for (int i = 0; i < length; i++) {
      a[i] = (float) random.nextDouble(-1, 1);
      b[i] = (float) random.nextDouble(-1, 1);
    }
    if (Math.abs(plain() - simd()) > 1e-4) {
      throw new IllegalStateException(plain() + " is not " + simd());
    }
  }

  /** The loop that everybody writes. */
  @Benchmark
  public float plain() {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The kernel. */
  @Benchmark
  public float simd() {
    return Vectors.dot(a, 0, b, 0, length);
  }
}
