package io.embed4j.cli;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.model.Role;
import io.embed4j.encode.quantize.Int8Ranges;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "of a file that ends in .jsonl, the field \"text\" of each line. With --image, turn pictures",
      "(PNG, JPEG, GIF, BMP) into vectors, with --audio, sounds (WAV); a file that cannot be read",
      "does not stop the others.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j embed \"The weather is lovely today.\"",
      "  embed4j embed --model chinese 你好 今天天气很好",
      "  embed4j embed --file sentences.txt --format npy --out vectors.npy",
      "  embed4j embed --file sentences.txt --precision int8 --save-ranges ranges.npy --out a.jsonl",
      "  cat questions.txt | embed4j embed --query --model chinese",
      "  embed4j embed --model clip-vit-base-patch32 --image cat.jpg dog.png",
      "  embed4j embed --model whisper-tiny --audio *.wav --format npy --out sounds.npy",
    })
final class EmbedCommand implements Callable<Integer> {
  /** Texts that are read before they are encoded: memory does not grow with the input. */
  private static final int AT_ONCE = 2_000;

  /** Below this many texts, a few that are unlike the others decide the ranges. */
  private static final int FEW = 100;

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
      names = "--image",
      paramLabel = "PICTURE",
      arity = "1..*",
      description = "Pictures instead of texts; --model is a folder of a model of pictures.")
  private List<Path> pictures = new ArrayList<>();

  @Option(
      names = "--audio",
      paramLabel = "SOUND",
      arity = "1..*",
      description = "WAV files instead of texts; --model is a folder of a model of sounds.")
  private List<Path> sounds = new ArrayList<>();

  @Option(
      names = "--max-seconds",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Longer sounds are refused (default: ${DEFAULT-VALUE}).")
  private double maxSeconds;

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

  @Mixin private PrecisionOptions precision;

  @Override
  public Integer call() {
    if (format == Format.NPY && out.isEmpty()) {
      throw new ParameterException(
          common.spec().commandLine(), "--format npy needs --out, because it is no text");
    }
    precision.require();
    if (!pictures.isEmpty()) {
      return pictures();
    }
    if (!sounds.isEmpty()) {
      return sounds();
    }
    try (TextEncoder whole = model.open();
        TextLines lines = TextLines.of(texts, file)) {
      TextEncoder encoder = dimensions.map(whole::dimensions).orElse(whole);
      long start = System.nanoTime();
      Counts counts = new Counts();
      if (out.isPresent()) {
        AtomicFile.writeOrVanish(
            out.get(), channel -> write(encoder, lines, output(channel, encoder), counts));
      } else {
        write(encoder, lines, new VectorOutput.Lines(common.out(), format), counts);
      }
      remark(encoder, counts, (System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.OK;
  }

  private VectorOutput output(FileChannel channel, TextEncoder encoder) {
    return VectorOutput.to(channel, format, precision.precision(), encoder.dim());
  }

  private int pictures() {
    requireFilesAlone("--image", sounds);
    try (ImageEncoder encoder = model.openImages()) {
      return new FileVectors(common, "pictures", format, out).write(encoder, pictures);
    }
  }

  private int sounds() {
    requireFilesAlone("--audio", pictures);
    try (AudioEncoder encoder = model.openAudio(maxSeconds)) {
      return new FileVectors(common, "sounds", format, out).write(encoder, sounds);
    }
  }

  private void requireFilesAlone(String name, List<Path> others) {
    if (!texts.isEmpty() || file.isPresent() || query || prompt.isPresent() || !others.isEmpty()) {
      throw new ParameterException(
          common.spec().commandLine(),
          name + " goes without texts, other files, --file, --query and --prompt");
    }
    if (dimensions.isPresent() || precision.precision() != Precision.FLOAT) {
      throw new ParameterException(
          common.spec().commandLine(), name + " goes without --dimensions and --precision");
    }
  }

  /** What has been encoded so far. */
  private static final class Counts {
    private int texts;
    private long tokens;
    private int cut;

    void add(List<Encoding> encodings) {
      texts += encodings.size();
      for (Encoding encoding : encodings) {
        tokens += encoding.tokens();
        cut += encoding.cut() > 0 ? 1 : 0;
      }
    }
  }

  private void write(TextEncoder encoder, TextLines lines, VectorOutput output, Counts counts)
      throws IOException {
    Optional<Int8Ranges> ranges =
        precision.learnsRanges() ? Optional.empty() : Optional.of(precision.given(encoder.dim()));
    List<String> waiting = new ArrayList<>(); // for ranges that are not known yet
    List<Encoding> vectors = new ArrayList<>();
    Role role = query ? Role.QUERY : Role.PLAIN;
    String front = prompt.orElseGet(() -> encoder.model().of(role).recipe().prompt(role));
    while (lines.hasNext() && !common.out().checkError()) {
      List<String> some = new ArrayList<>();
      while (lines.hasNext() && some.size() < AT_ONCE) {
        some.add(lines.next());
      }
      List<Encoding> encodings = encoder.encodings(some, role, front, common.progress());
      counts.add(encodings);
      if (ranges.isPresent()) {
        take(some, encodings, ranges.get(), output);
      } else {
        waiting.addAll(some);
        vectors.addAll(encodings);
      }
    }
    if (ranges.isEmpty()) {
      var learnt = precision.learnt(vectors.stream().map(Encoding::vector).toList(), encoder.dim());
      take(waiting, vectors, learnt, output);
    }
    output.finish();
  }

  private void take(
      List<String> some, List<Encoding> encodings, Int8Ranges ranges, VectorOutput output)
      throws IOException {
    for (int i = 0; i < some.size(); i++) {
      Encoding encoding = encodings.get(i);
      output.take(
          VectorText.fields(some.get(i), encoding),
          precision.precision().numbers(encoding.vector(), ranges));
    }
  }

  private void remark(TextEncoder encoder, Counts counts, double seconds) {
    common.remark(
        String.format(
            Locale.ROOT,
            "%,d texts, %,d tokens, %d %s each: %.1f texts/s",
            counts.texts,
            counts.tokens,
            precision.precision().width(encoder.dim()),
            precision.precision() == Precision.FLOAT ? "numbers" : "bytes",
            counts.texts / seconds));
    if (counts.cut > 0) {
      common.remark(
          String.format(
              Locale.ROOT,
              "%,d texts were longer than the %,d tokens of this model, and the rest was cut off",
              counts.cut,
              encoder.model().recipe().maxTokens()));
    }
    if (precision.learnsRanges() && counts.texts > 0 && counts.texts < FEW) {
      common.remark(
          "the ranges come from %d texts only: better from %d or more, by --ranges"
              .formatted(counts.texts, FEW));
    }
  }
}
