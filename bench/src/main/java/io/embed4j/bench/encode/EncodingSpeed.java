package io.embed4j.bench.encode;

import io.embed4j.bench.SpeedReport;
import io.embed4j.bench.encode.EncodingOptions.Part;
import io.embed4j.bench.kernel.Roofline;
import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prints what all-MiniLM-L6-v2 in float32 costs here and with other runtimes, in one run: engines
 * take turns in rounds, so that other work of the machine hits all alike. Figures are medians.
 */
public final class EncodingSpeed {
  static final long SEED = 1;

  /** Multiply-adds of the six layers count as two; attention among tokens is left out. */
  private static final double OPERATIONS_PER_TOKEN = 21.3e6;

  private static final int SAMPLE = 64;
  private static final int WARM_UP = 200;
  private static final List<Integer> LENGTHS = List.of(8, 32, 128);
  private static final int SPECIAL_TOKENS = 2;
  private static final int QUERIES_IN_A_ROW = 50;
  private static final double MIB = 1 << 20;

  private static final Bar OVER_LANGCHAIN4J = Bar.atLeast(1.4);
  private static final Bar OVER_ONNX_RUNTIME = Bar.atLeast(0.95);
  private static final Bar OF_ROOFLINE = Bar.atLeast(0.7);
  private static final Bar FIRST_SECONDS = Bar.atMost(1.2);
  private static final Bar PEAK_MIB = Bar.atMost(350);

  private final EncodingOptions options;
  private final SpeedReport report;
  private final PrintStream out;

  private EncodingSpeed(EncodingOptions options, SpeedReport report, PrintStream out) {
    this.options = options;
    this.report = report;
    this.out = out;
  }

  /** Measures, prints, and keeps the figures in a report. */
  public static void run(EncodingOptions options, SpeedReport report, PrintStream out) {
    EncodingSpeed speed = new EncodingSpeed(options, report, out);
    out.printf("all-MiniLM-L6-v2 in float32; kernels: %s%n", Vectors.implementation());
    if (options.parts().contains(Part.THROUGHPUT) || options.parts().contains(Part.LATENCY)) {
      speed.compare();
    }
    if (options.parts().contains(Part.START)) {
      speed.start();
    }
    if (options.parts().contains(Part.MEMORY)) {
      speed.memory();
    }
  }

  private void compare() {
    System.setProperty("OPT_OUT_TRACKING", "true"); // the native tokenizers would ask a server
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // nobody logs here
    try (Workers workers = Workers.all();
        Engines engines = new Engines(workers.threads())) {
      List<String> sentences = Sentences.mixed(options.sentences(), SEED);
      int sample = Math.min(SAMPLE, sentences.size());
      out.printf(
          "engines agree on %d sentences to a cosine of %.6f%n",
          sample,
          report.record("least-cosine", engines.requireAgreement(sentences.subList(0, sample))));
      if (options.parts().contains(Part.THROUGHPUT)) {
        throughput(engines, sentences, new Roofline(workers));
      }
      if (options.parts().contains(Part.LATENCY)) {
        for (int length : LENGTHS) {
          latency(engines, length);
        }
      }
    }
  }

  private void throughput(Engines engines, List<String> sentences, Roofline roofline) {
    long tokens = engines.own().tokens(sentences);
    List<String> warmUp = sentences.subList(0, Math.min(WARM_UP, sentences.size()));
    engines.all().forEach(engine -> engine.encodeAll(warmUp));
    double[] roofs = new double[options.rounds()];
    double[][] seconds = new double[engines.all().size()][options.rounds()];
    for (int round = 0; round < options.rounds(); round++) {
      roofs[round] = roofline.operationsPerSecond();
      for (int i = 0; i < seconds.length; i++) {
        Engine engine = engines.all().get(i);
        seconds[i][round] = Stopwatch.seconds(() -> engine.encodeAll(sentences));
      }
    }
    out.printf(
        "%n%,d sentences, %,d tokens, %d rounds; langchain4j with the ONNX Runtime of the others,%n"
            + "which is newer and faster than its own: two versions do not fit into one process%n",
        sentences.size(), tokens, options.rounds());
    double[] rates = new double[seconds.length];
    for (int i = 0; i < rates.length; i++) {
      String name = engines.all().get(i).name();
      rates[i] =
          report.record(
              name + "-sentences-per-second", sentences.size() / Stopwatch.median(seconds[i]));
      out.printf("%-16s %8.1f sentences/s%n", name, rates[i]);
    }
    shares(rates, rates[0] * tokens / sentences.size(), Stopwatch.median(roofs));
  }

  private void shares(double[] rates, double tokensPerSecond, double roof) {
    double best = IntStream.range(2, rates.length).mapToDouble(i -> rates[i]).max().orElseThrow();
    double operations = tokensPerSecond * OPERATIONS_PER_TOKEN;
    judged("over-langchain4j", rates[0] / rates[1], OVER_LANGCHAIN4J);
    judged("over-onnxruntime", rates[0] / best, OVER_ONNX_RUNTIME);
    judged("of-roofline", operations / roof, OF_ROOFLINE);
    out.printf(
        "%,.0f tokens/s, %.1f GFLOP/s; roofline %.1f GFLOP/s%n",
        report.record("embed4j-tokens-per-second", tokensPerSecond),
        operations / 1e9,
        report.record("roofline", roof / 1e9));
  }

  private void judged(String name, double figure, Bar bar) {
    out.printf("%-16s %8.2f  %s%n", name, report.record(name, figure), bar.judge(figure));
  }

  /**
   * Queries of one length, a run of ours and a run of ONNX Runtime's in turn. They do not alternate
   * one by one: the idle threads of ONNX Runtime spin for a while, and would take processors away.
   */
  private void latency(Engines engines, int length) {
    requireTokens(engines.own(), length);
    List<Engine> pair = List.of(engines.own(), engines.wide());
    double[][] seconds = new double[pair.size()][options.queries()];
    for (int from = 0; from < options.queries(); from += QUERIES_IN_A_ROW) {
      int to = Math.min(options.queries(), from + QUERIES_IN_A_ROW);
      for (int i = 0; i < seconds.length; i++) {
        Engine engine = pair.get(i);
        for (int query = from - QUERIES_IN_A_ROW; query < to; query++) {
          String text = Sentences.ofWholeWords(length - SPECIAL_TOKENS, query + QUERIES_IN_A_ROW);
          double taken = Stopwatch.seconds(() -> engine.encodeAll(List.of(text)));
          if (query >= from) { // the others compile, and let the threads of the other engine sleep
            seconds[i][query] = taken;
          }
        }
      }
    }
    for (int i = 0; i < seconds.length; i++) {
      Arrays.sort(seconds[i]);
      String name = "%s-%d-tokens".formatted(pair.get(i).name(), length);
      out.printf(
          "%-26s p50 %7.2f ms, p99 %7.2f ms%n",
          name,
          report.record(name + "-p50-millis", 1e3 * percentile(seconds[i], 0.5)),
          report.record(name + "-p99-millis", 1e3 * percentile(seconds[i], 0.99)));
    }
  }

  private static void requireTokens(OwnEngine own, int length) {
    long tokens = own.tokens(List.of(Sentences.ofWholeWords(length - SPECIAL_TOKENS, 1)));
    if (tokens != length) {
      throw new IllegalStateException("a query must have " + length + " tokens, but has " + tokens);
    }
  }

  /** Returns the least number that a share of all are not above. */
  static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private void start() {
    FreshProcess.encode(1); // unpacks the weights, warms the files
    double[] seconds =
        IntStream.range(0, options.starts())
            .mapToDouble(i -> FreshProcess.encode(1).seconds())
            .toArray();
    out.printf(
        "%nfirst embedding, seconds from the start of a process, %d starts%n", seconds.length);
    judged("first-embedding", Stopwatch.median(seconds), FIRST_SECONDS);
  }

  private void memory() {
    FreshProcess.Cost cost = FreshProcess.encode(options.sentences());
    if (cost.peakBytes() == 0) {
      out.println("\nthis system does not tell the peak memory of a process");
      return;
    }
    out.printf(
        "%npeak memory in MiB of a process that encodes %,d sentences%n", options.sentences());
    judged("peak-mib", cost.peakBytes() / MIB, PEAK_MIB);
  }
}
