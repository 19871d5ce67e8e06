package io.embed4j.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.embed4j.bench.kernel.Roofline;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench encoding}: sentences a second, beside ONNX Runtime and langchain4j. */
@Command(
    name = "encoding",
    mixinStandardHelpOptions = true,
    description = {
      "Sentences a second of all-MiniLM-L6-v2 in float32: ours, ONNX Runtime with sorted batches,",
      "and langchain4j with the same runtime. One round of each in turn; medians, and the roofline",
      "of the same run beside them."
    })
final class EncodingSpeed implements Runnable {
  /** Multiply-adds count twice: 6 layers of width 384, without the attention itself. */
  private static final double OPERATIONS_A_TOKEN = 21.3e6;

  private static final String[] WORDS =
      ("the a of to and in is was it for on with as at by from that this which be are were has had"
              + " not or but an its their one all more two when time about into only other new some"
              + " than them could these may then do first any my now such like our over man even most"
              + " made after also many before must through back years where much your way well down"
              + " should because each just those people how too little state good very make world"
              + " still own see men work long get here between both life being under never day same"
              + " another know while last might us great old year off come since against go came"
              + " right used take three knowledge graph vector model language river mountain city"
              + " museum lecture weather painting medicine protein galaxy engine music football"
              + " kitchen committee decision residual attention normalisation connection")
          .split(" ");

  @Option(
      names = "--sentences",
      defaultValue = "1000",
      description = "How many, of 5 to 60 words (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--samples",
      defaultValue = "5",
      description = "Rounds, after two that do not count (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    if (samples < 1 || count < 16) {
      throw new IllegalArgumentException(
          "--samples must be at least 1 and --sentences at least 16, but are "
              + samples
              + " and "
              + count);
    }
    List<String> texts = sentences(count);
    Path folder = DefaultModel.ENGLISH_FLOAT32.folder();
    Path onnx = folder.resolve("model.onnx");
    try (Workers workers = Workers.all();
        TextEncoder encoder = TextEncoder.load(folder)) {
      Tokenizer tokenizer = encoder.model().tokenizer();
      int threads = workers.threads();
      try (OnnxPeer sessions = new OnnxPeer(onnx, tokenizer, threads, 1);
          OnnxPeer session = new OnnxPeer(onnx, tokenizer, 1, threads)) {
        AllMiniLmL6V2EmbeddingModel langchain4j = new AllMiniLmL6V2EmbeddingModel();
        Map<String, Function<List<String>, List<float[]>>> engines = new LinkedHashMap<>();
        engines.put("embed4j", encoder::encodeAll);
        engines.put("onnxruntime-sessions-of-one-thread", sessions::encode);
        engines.put("onnxruntime-one-session", session::encode);
        engines.put("langchain4j", some -> vectors(langchain4j, some));
        long tokens =
            encoder.encodings(texts, "", Progress.NONE).stream().mapToLong(Encoding::tokens).sum();
        requireAlike(encoder.encodeAll(texts), sessions.encode(texts));
        measure(texts, tokens, engines, new Roofline(workers), threads);
      }
    }
  }

  private static List<float[]> vectors(AllMiniLmL6V2EmbeddingModel model, List<String> texts) {
    List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
    return model.embedAll(segments).content().stream().map(e -> e.vector()).toList();
  }

  /** Returns sentences whose lengths are spread evenly. */
  private static List<String> sentences(int count) {
    SplittableRandom random = Seeds.stream(1, "encoding-speed", 0);
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder sentence = new StringBuilder();
      int words = random.nextInt(5, 61);
      for (int j = 0; j < words; j++) {
        sentence.append(j == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
      }
      sentences.add(sentence.append('.').toString());
    }
    return sentences;
  }

  private static void requireAlike(List<float[]> ours, List<float[]> theirs) {
    for (int i = 0; i < ours.size(); i++) {
      float cosine = Vectors.dot(ours.get(i), 0, theirs.get(i), 0, ours.get(i).length);
      if (!(cosine > 0.9999f)) {
        throw new IllegalStateException("sentence " + i + " has another vector: cosine " + cosine);
      }
    }
  }

  private void measure(
      List<String> texts,
      long tokens,
      Map<String, Function<List<String>, List<float[]>>> engines,
      Roofline roofline,
      int threads) {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    engines.keySet().forEach(name -> seconds.put(name, new double[samples]));
    double[] roofs = new double[samples];
    for (int round = -2; round < samples; round++) {
      double roof = roofline.operationsPerSecond();
      for (var engine : engines.entrySet()) {
        long start = System.nanoTime();
        List<float[]> vectors = engine.getValue().apply(texts);
        double taken = (System.nanoTime() - start) * 1e-9;
        if (round >= 0 && vectors.size() == texts.size()) {
          seconds.getOrDefault(engine.getKey(), new double[0])[round] = taken;
          roofs[round] = roof;
        }
      }
    }
    SpeedReport report = new SpeedReport("generated", "all-minilm-l6-v2", threads);
    double roof = report.record("roofline", median(roofs) / 1e9);
    System.out.printf(
        "%,d sentences, %,d tokens; roofline %.1f GFLOP/s%n", texts.size(), tokens, roof);
    double ours = texts.size() / median(seconds.values().iterator().next());
    seconds.forEach(
        (name, times) -> {
          double rate = report.record(name, texts.size() / median(times));
          double gflops = tokens * OPERATIONS_A_TOKEN / median(times) / 1e9;
          report.record(name + "-share", gflops / roof);
          System.out.printf(
              "%-36s %7.1f sentences/s  %5.1f %% of the roofline  ours is %.2f times as fast%n",
              name, rate, 100 * gflops / roof, ours / rate);
        });
    result.write(report);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
