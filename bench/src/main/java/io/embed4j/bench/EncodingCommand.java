package io.embed4j.bench;

import io.embed4j.bench.encode.EncodingOptions;
import io.embed4j.bench.encode.EncodingSpeed;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench encoding}: a text encoder, and other runtimes beside it. */
@Command(
    name = "encoding",
    mixinStandardHelpOptions = true,
    description = {
      "Sentences a second with all-MiniLM-L6-v2 in float32, beside langchain4j's in-process model,",
      "ONNX Runtime and the roofline; the time of single queries; the time from the start of a",
      "process to its first vector; peak memory. Engines take turns in rounds; medians count."
    })
final class EncodingCommand implements Runnable {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Some of ${COMPLETION-CANDIDATES} (default: all).")
  private List<EncodingOptions.Part> parts = new ArrayList<>();

  @Option(
      names = "--sentences",
      defaultValue = "1000",
      description = "Generated ones of 5 to 60 words (default: ${DEFAULT-VALUE}).")
  private int sentences;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "In each, every engine encodes all sentences (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--queries",
      defaultValue = "300",
      description = "Single ones, of each length (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--starts",
      defaultValue = "10",
      description = "Of a fresh process (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    EncodingOptions options = new EncodingOptions(parts, sentences, rounds, queries, starts);
    SpeedReport report =
        new SpeedReport(
            "generated", "all-minilm-l6-v2", Runtime.getRuntime().availableProcessors());
    EncodingSpeed.run(options, report, System.out);
    result.write(report);
  }
}
