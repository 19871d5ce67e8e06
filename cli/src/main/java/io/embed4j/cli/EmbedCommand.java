package io.embed4j.cli;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.NpyWriter;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code embed}: texts to vectors. */
@Command(
    name = "embed",
    description = {
      "Turn texts into vectors. Without texts, each line of --file or of standard input is one;",
      "of a file that ends in .jsonl, the field \"text\" of each line.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j embed \"The weather is lovely today.\"",
      "  embed4j embed --model chinese 你好 今天天气很好",
      "  embed4j embed --file sentences.txt --format npy --out vectors.npy",
      "  cat questions.txt | embed4j embed --query --model chinese",
    })
final class EmbedCommand implements Callable<Integer> {
  /** Texts that are read before they are encoded: memory does not grow with the input. */
  private static final int AT_ONCE = 2_000;

  /** How vectors are written. */
  enum Format {
    JSONL,
    TSV,
    NPY
  }

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "TEXT", description = "Texts.")
  private List<String> texts = new ArrayList<>();

  @Mixin private EncoderOption model;

  @Option(names = "--file", paramLabel = "FILE", description = "A file of texts, UTF-8.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "JSONL",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). NPY needs --out.")
  private Format format = Format.JSONL;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--query", description = "The texts are questions: use the prompt for those.")
  private boolean query;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "Put this in front of each text, instead of what the model says.")
  private Optional<String> prompt = Optional.empty();

  @Option(
      names = "--dimensions",
      paramLabel = "N",
      description = "Only the first N numbers of each vector, for models trained for that.")
  private Optional<Integer> dimensions = Optional.empty();

  @Override
  public Integer call() {
    if (format == Format.NPY && out.isEmpty()) {
      throw new ParameterException(
          common.spec().commandLine(), "--format npy needs --out, because it is no text");
    }
    try (TextEncoder whole = model.open();
        TextLines lines = TextLines.of(texts, file)) {
      TextEncoder encoder = dimensions.map(whole::dimensions).orElse(whole);
      long start = System.nanoTime();
      Counts counts = format == Format.NPY ? writeNpy(encoder, lines) : writeText(encoder, lines);
      double seconds = (System.nanoTime() - start) / 1e9;
      common.remark(
          String.format(
              Locale.ROOT,
              "%,d texts, %,d tokens, %d numbers each: %.1f texts/s",
              counts.texts,
              counts.tokens,
              encoder.dim(),
              counts.texts / seconds));
      if (counts.cut > 0) {
        common.remark(
            String.format(
                Locale.ROOT,
                "%,d texts were longer than the %,d tokens of this model, and the rest was cut off",
                counts.cut,
                encoder.model().recipe().maxTokens()));
      }
    }
    return ExitCode.OK;
  }

  /** What has been encoded so far. */
  private static final class Counts {
    private int texts;
    private long tokens;
    private int cut;
  }

  /** What is done with some texts and their vectors. */
  private interface Sink {
    void take(List<String> some, List<Encoding> encodings);
  }

  private Counts encode(TextEncoder encoder, Iterator<String> lines, Sink sink) {
    boolean question = query && prompt.isEmpty();
    String front = prompt.orElseGet(() -> encoder.model().recipe().plainPrompt());
    Counts counts = new Counts();
    while (lines.hasNext()) {
      List<String> some = new ArrayList<>();
      while (lines.hasNext() && some.size() < AT_ONCE) {
        some.add(lines.next());
      }
      List<Encoding> encodings =
          question
              ? encoder.queryEncodings(some, common.progress())
              : encoder.encodings(some, front, common.progress());
      sink.take(some, encodings);
      counts.texts += some.size();
      for (Encoding encoding : encodings) {
        counts.tokens += encoding.tokens();
        counts.cut += encoding.cut() > 0 ? 1 : 0;
      }
    }
    return counts;
  }

  private Counts writeText(TextEncoder encoder, TextLines lines) {
    if (out.isEmpty()) {
      return encode(encoder, lines, (some, encodings) -> print(common.out(), some, encodings));
    }
    Path target = out.get().toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Counts counts;
      try (PrintWriter writer =
          new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
        counts = encode(encoder, lines, (some, encodings) -> print(writer, some, encodings));
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      part.toFile().delete();
    }
  }

  private void print(PrintWriter writer, List<String> some, List<Encoding> encodings) {
    for (int i = 0; i < some.size(); i++) {
      String text = some.get(i);
      writer.println(
          format == Format.TSV
              ? VectorText.tsv(encodings.get(i).vector())
              : VectorText.json(text, encodings.get(i)));
    }
  }

  private Counts writeNpy(TextEncoder encoder, TextLines lines) {
    List<Encoding> all = new ArrayList<>();
    Counts counts = encode(encoder, lines, (some, encodings) -> all.addAll(encodings));
    EmbeddingTable table = EmbeddingTable.zeros(all.size(), encoder.dim());
    for (int i = 0; i < all.size(); i++) {
      System.arraycopy(all.get(i).vector(), 0, table.data(), i * encoder.dim(), encoder.dim());
    }
    AtomicFile.write(out.orElseThrow(), new NpyWriter(table));
    return counts;
  }
}
