package io.embed4j.bench.encode;

import io.embed4j.bench.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Processes that encode sentences, started with the options of this one. */
final class FreshProcess {
  private FreshProcess() {}

  /**
   * What a process took.
   *
   * @param seconds from before its start until it had encoded
   * @param peakBytes most memory that it had in RAM, 0 where the system does not tell
   */
  record Cost(double seconds, long peakBytes) {}

  /** Encodes sentences in a process of its own. */
  static Cost encode(int sentences) {
    ProcessBuilder builder =
        JavaProcess.of(List.of(), FreshEncoder.class, Integer.toString(sentences));
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      try (BufferedReader out = process.inputReader()) {
        String line = out.readLine();
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (!Objects.equals(line, FreshEncoder.DONE)) {
          throw new IllegalStateException("a fresh process said " + line + " instead of encoding");
        }
        long peak = peakBytes(process);
        process.getOutputStream().close(); // lets it end
        process.waitFor();
        return new Cost(seconds, peak);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process encodes", e);
    }
  }

  private static long peakBytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
