package io.embed4j.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.GraphSources;
import io.embed4j.graph.data.read.GraphSources.TripleSources;
import io.embed4j.graph.data.read.ReadGraph;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.data.read.Source;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prints how many N-Triples statements a second one thread reads into a graph, dictionary included.
 * The file is generated in memory: 1 M statements, 120 bytes each on average, 12 % literals, 2 %
 * blank nodes, 150,000 entities drawn with a power law.
 */
public final class ImportSpeed {
  private static final int STATEMENTS = 1_000_000;
  private static final int ENTITIES = 150_000;
  private static final int ROUNDS = 5;

  private ImportSpeed() {}

  /** Reads the generated file a few times and prints each time. */
  public static void main(String[] args) {
    byte[] file = generate(STATEMENTS, 1);
    Source source = new Source("generated.nt", () -> new ByteArrayInputStream(file));
    GraphSources sources =
        new GraphSources(
            "generated",
            new TripleSources.Given(source, Optional.empty(), Optional.empty()),
            List.of());
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      long startOfWork = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      ReadGraph read = GraphReader.read(sources, ReadOptions.DEFAULT);
      double seconds = (System.nanoTime() - start) * 1e-9;
      double work =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startOfWork) * 1e-9;
      System.out.printf(
          "round %d: %,d triples, %,d entities; %.2f M statements/s, %.0f MB/s;"
              + " %.2f M statements per second of processor time%n",
          round,
          read.graph().train().size(),
          read.graph().entities().size(),
          STATEMENTS / seconds / 1e6,
          file.length / seconds / 1e6,
          STATEMENTS / work / 1e6);
    }
  }

  /** Returns an N-Triples file with as many statements as asked for. */
  static byte[] generate(int statements, long seed) {
    SplittableRandom random = Seeds.stream(seed, "import-speed", 0);
    StringBuilder text = new StringBuilder(statements * 130);
    for (int i = 0; i < statements; i++) {
      text.append("<http://example.org/resource/Entity_").append(entity(random)).append("> ");
      text.append("<http://example.org/ontology/property/relation").append(random.nextInt(200));
      text.append("> ");
      int kind = random.nextInt(100);
      if (kind < 6) {
        text.append("\"A short text number ").append(random.nextInt(ENTITIES)).append("\"@en");
      } else if (kind < 12) {
        text.append('"').append(random.nextInt(10_000));
        text.append("\"^^<http://www.w3.org/2001/XMLSchema#integer>");
      } else if (kind < 14) {
        text.append("_:b").append(random.nextInt(20_000));
      } else {
        text.append("<http://example.org/resource/Entity_").append(entity(random)).append('>');
      }
      text.append(" .\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static int entity(SplittableRandom random) {
    double u = random.nextDouble();
    return (int) (ENTITIES * u * u * u);
  }
}
