package io.embed4j.bench;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench tokens}: texts a second that one thread tokenizes, beside the native library. */
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description = {
      "Texts a second that one thread tokenizes, beside the native Hugging Face tokenizers.",
      "Both get one text after the other and give ids and offsets. The median counts."
    })
final class TokenSpeed implements Runnable {
  private static final double SECONDS_OF_A_READING = 0.2;

  @Parameters(paramLabel = "TOKENIZER", arity = "1..*", description = "Files tokenizer.json.")
  private List<Path> tokenizers = List.of();

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      required = true,
      description = "The texts, one a line.")
  private Path texts = Path.of("");

  @Option(
      names = "--samples",
      defaultValue = "7",
      description = "Readings, after two that do not count (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    if (samples < 1) {
      throw new IllegalArgumentException("--samples must be at least 1, but is " + samples);
    }
    try {
      measure(Files.readAllLines(texts).stream().filter(line -> !line.isBlank()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("--texts must hold a text, but " + texts + " is empty");
    }
    SpeedReport report = new SpeedReport(texts.getFileName().toString(), "tokenizers", 1);
    for (Path file : tokenizers) {
      byte[] json = Files.readAllBytes(file);
      Tokenizer ours = Tokenizers.parse(file.toString(), json);
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      String name = name(file);
      try (HuggingFaceTokenizer theirs =
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options)) {
        double our = speed(lines, text -> ours.encode(text).length());
        double their = speed(lines, text -> theirs.encode(text).getIds().length);
        System.out.printf(
            "%-30s %,9.0f texts/s, native %,9.0f texts/s: %.1f times as many%n",
            name,
            report.record("texts-per-second-" + name, our),
            report.record("native-texts-per-second-" + name, their),
            our / their);
      }
    }
    result.write(report);
  }

  /** Returns the folder of a file called tokenizer.json, otherwise the file's name. */
  private static String name(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString().replaceFirst("-?tokenizer\\.json$", "");
    return name.isEmpty() && folder != null ? String.valueOf(folder.getFileName()) : name;
  }

  private double speed(List<String> lines, ToLongFunction<String> tokenizer) {
    double once = seconds(lines, 1, tokenizer);
    int passes = (int) Math.max(1, SECONDS_OF_A_READING / once);
    double[] seconds = new double[samples];
    for (int i = -2; i < samples; i++) {
      double taken = seconds(lines, passes, tokenizer);
      seconds[Math.max(0, i)] = taken;
    }
    Arrays.sort(seconds);
    return passes * lines.size() / seconds[samples / 2];
  }

  private static double seconds(List<String> lines, int passes, ToLongFunction<String> tokenizer) {
    long tokens = 0;
    long start = System.nanoTime();
    for (int pass = 0; pass < passes; pass++) {
      for (String line : lines) {
        tokens += tokenizer.applyAsLong(line);
      }
    }
    double taken = (System.nanoTime() - start) * 1e-9;
    if (tokens == 0) {
      throw new IllegalStateException("no text gave a token");
    }
    return taken;
  }
}
