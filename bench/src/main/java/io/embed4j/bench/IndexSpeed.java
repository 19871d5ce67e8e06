package io.embed4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.Hit;
import io.embed4j.search.query.IndexView;
import io.embed4j.search.query.SearchRequest;
import io.embed4j.search.query.VectorQuery;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench index}: how many of the true neighbours a graph finds, and how fast. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "How many of the ten nearest vectors an index finds at its usual settings, how fast, and how",
      "long it takes to build, beside comparing every vector. The vectors are generated: clusters",
      "in 32 dimensions, turned into 384, with noise in all of them. One thread asks and builds;",
      "its processor time is measured, which other work on the machine hardly changes."
    })
final class IndexSpeed implements Runnable {
  private static final int LATENT = 32;
  private static final int DIM = 384;
  private static final int A_CLUSTER = 50;
  private static final int K = 10;
  private static final int AT_ONCE = 1_000;
  private static final String FIELD = "vector";

  @Option(
      names = "--vectors",
      defaultValue = "100000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--questions",
      defaultValue = "1000",
      description = "Vectors of the same kind that ask (default: ${DEFAULT-VALUE}).")
  private int questionCount;

  @Option(
      names = "--only",
      description = "Only this precision: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Precision> precisions = List.of(Precision.values());

  @Mixin private ResultOption result;

  @Override
  public void run() {
    Clusters clusters = new Clusters(count / A_CLUSTER, 1);
    List<float[]> questions = clusters.vectors(questionCount, "questions");
    SpeedReport report = new SpeedReport("generated-" + count + "x" + DIM, "hnsw", 1);
    List<Set<String>> nearest = List.of();
    for (Precision precision : precisions) {
      Path folder = temporary();
      try {
        String name = precision.name().toLowerCase(Locale.ROOT);
        build(folder, precision, clusters, report, name);
        try (IndexView view = IndexView.open(folder)) {
          nearest = nearest.isEmpty() ? exact(view, questions, report) : nearest;
          ask(view, questions, nearest, report, name);
        }
      } finally {
        delete(folder);
      }
    }
    result.write(report);
  }

  private void build(
      Path folder, Precision precision, Clusters clusters, SpeedReport report, String name) {
    ModelFingerprint model = new ModelFingerprint("generated", "", "", "none", "", "", DIM, false);
    IndexSettings settings = IndexSettings.defaults().with(VectorField.of(FIELD, precision, model));
    List<float[]> vectors = clusters.vectors(count, "vectors");
    long start = System.nanoTime();
    Processor processor = Processor.now();
    try (SearchIndex index = SearchIndex.open(folder, settings)) {
      for (int from = 0; from < count; from += AT_ONCE) {
        List<Item> items = new ArrayList<>();
        for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
          items.add(new Item("" + i, "", List.of(), Map.of(FIELD, vectors.get(i))));
        }
        index.put(items);
      }
      index.compact();
    }
    double seconds = report.record(name + "-build-seconds", seconds(start));
    double busy = report.record(name + "-build-processor-seconds", processor.seconds());
    System.out.printf(Locale.ROOT, "%-7s built in %.1f s, processor %.1f s%n", name, seconds, busy);
  }

  private static List<Set<String>> exact(
      IndexView view, List<float[]> questions, SpeedReport report) {
    Processor processor = Processor.now();
    List<Set<String>> nearest =
        questions.stream().map(q -> ids(view, VectorQuery.of(FIELD, q).exact())).toList();
    double rate = questions.size() / processor.seconds();
    report.record("exact-queries-per-processor-second", rate);
    System.out.printf(Locale.ROOT, "exact   %.0f queries a second of the processor%n", rate);
    return nearest;
  }

  private static void ask(
      IndexView view,
      List<float[]> questions,
      List<Set<String>> nearest,
      SpeedReport report,
      String name) {
    questions.forEach(question -> ids(view, VectorQuery.of(FIELD, question))); // warm
    Processor processor = Processor.now();
    List<Set<String>> found =
        questions.stream().map(question -> ids(view, VectorQuery.of(FIELD, question))).toList();
    double rate = questions.size() / processor.seconds();
    long right = 0;
    for (int i = 0; i < found.size(); i++) {
      right += found.get(i).stream().filter(nearest.get(i)::contains).count();
    }
    double recall = right / (double) (K * questions.size());
    report.record(name + "-recall@10", recall);
    report.record(name + "-queries-per-processor-second", rate);
    System.out.printf(
        Locale.ROOT,
        "%-7s recall@10 %.4f, %.0f queries a second of the processor%n",
        name,
        recall,
        rate);
  }

  private static Set<String> ids(IndexView view, VectorQuery query) {
    return view.search(SearchRequest.neighbours(query).top(K)).stream()
        .map((Hit hit) -> hit.item().id())
        .collect(Collectors.toSet());
  }

  /** Processor time of the whole program, from a moment on. */
  private record Processor(long start) {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Processor now() {
      return new Processor(SYSTEM.getProcessCpuTime());
    }

    double seconds() {
      return (SYSTEM.getProcessCpuTime() - start) * 1e-9;
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Vectors around centres in a few dimensions, turned into many. */
  private static final class Clusters {
    private final long seed;
    private final float[][] centres;
    private final float[][] turn = new float[LATENT][DIM];

    Clusters(int count, long seed) {
      this.seed = seed;
      SplittableRandom random = Seeds.stream(seed, "index-speed centres", 0);
      this.centres = new float[Math.max(1, count)][LATENT];
      for (float[] row : centres) {
        fill(row, random);
      }
      for (float[] row : turn) {
        fill(row, random);
      }
    }

    private static void fill(float[] row, SplittableRandom random) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }

    List<float[]> vectors(int count, String what) {
      SplittableRandom random = Seeds.stream(seed, "index-speed " + what, 0);
      List<float[]> vectors = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        float[] centre = centres[random.nextInt(centres.length)];
        float[] vector = new float[DIM];
        for (int i = 0; i < LATENT; i++) {
          float at = centre[i] + (float) (0.6 * random.nextGaussian());
          for (int j = 0; j < DIM; j++) {
            vector[j] += at * turn[i][j];
          }
        }
        for (int j = 0; j < DIM; j++) {
          vector[j] += (float) random.nextGaussian();
        }
        vectors.add(vector);
      }
      return vectors;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("embed4j-index");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
