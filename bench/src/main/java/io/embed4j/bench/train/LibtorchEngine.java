package io.embed4j.bench.train;

import io.embed4j.bench.JavaProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * libtorch in a process of its own, because it reads settings of its threads from the environment:
 * those of libgomp and OpenBLAS would otherwise wait for each other awake, which doubles the time
 * of a step.
 */
final class LibtorchEngine implements TrainingEngine {
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private long peakBytes;

  /**
   * Starts the process.
   *
   * @param home where Embed4j is
   * @throws IllegalStateException if the libraries are not there
   */
  LibtorchEngine(TrainingOptions options, int threads, Path home) {
    Path folder = home.resolve("target/libtorch");
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "libtorch is not in %s: fetch it by %s".formatted(folder, TrainingSpeed.FETCH_LIBTORCH));
    }
    String classPath =
        System.getProperty("java.class.path") + File.pathSeparator + folder + File.separator + "*";
    ProcessBuilder builder =
        JavaProcess.of(
            List.of(
                "-cp", classPath, "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("unpacked")),
            LibtorchMain.class,
            Integer.toString(options.batch()),
            Integer.toString(options.length()),
            Integer.toString(threads));
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("GOMP_SPINCOUNT", "0");
    builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "4");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process", e);
    }
    out = process.inputReader();
    in = process.outputWriter();
  }

  @Override
  public Step step() {
    try {
      in.newLine();
      in.flush();
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the process of libtorch has ended; see what it said");
      }
      String[] figures = line.split(" ", -1);
      peakBytes = Long.parseLong(figures[4]);
      return new Step(
          Double.parseDouble(figures[0]),
          Double.parseDouble(figures[1]),
          Double.parseDouble(figures[2]),
          Double.parseDouble(figures[3]));
    } catch (IOException e) {
      throw new UncheckedIOException("the process of libtorch does not answer", e);
    }
  }

  @Override
  public long peakBytes() {
    return peakBytes;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
