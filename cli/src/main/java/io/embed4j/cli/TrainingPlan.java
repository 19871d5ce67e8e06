package io.embed4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.train.MemoryEstimate;
import io.embed4j.graph.train.TimeEstimate;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;

/** What a run would need, before it starts. */
record TrainingPlan(KnowledgeGraph graph, TrainConfig config, int threads) {
  private static final double MEBI = 1 << 20;

  /** Refuses a run that does not fit into the heap. */
  void requireMemory() {
    MemoryEstimate estimate = MemoryEstimate.of(graph, config);
    long limit = Runtime.getRuntime().maxMemory();
    if (estimate.total() > limit) {
      throw new ConfigException(
          ("this run needs about %.0f MiB of memory, but the heap is limited to %.0f MiB:%n%s"
                  + "lower dim or batch-size, use a row-wise optimizer, or allow more with"
                  + " EMBED4J_JAVA_OPTS=-Xmx…")
              .formatted(estimate.total() / MEBI, limit / MEBI, memoryLines(estimate)));
    }
  }

  void print(CommonOptions common) {
    MemoryEstimate memory = MemoryEstimate.of(graph, config);
    boolean fits = memory.total() <= Runtime.getRuntime().maxMemory();
    double secondsPerEpoch = fits ? secondsPerEpoch() : Double.NaN;
    if (common.json()) {
      var mapper = new ObjectMapper();
      var json = mapper.createObjectNode();
      json.put("memoryBytes", memory.total()).put("heapBytes", Runtime.getRuntime().maxMemory());
      json.put("fits", fits);
      if (fits) {
        json.put("secondsPerEpoch", secondsPerEpoch);
      }
      json.set("config", mapper.valueToTree(TrainConfigs.tree(config)));
      common.print(json);
      return;
    }
    common.out().println(TrainConfigs.yaml(config).stripTrailing());
    common.out().println();
    common.out().print(memoryLines(memory));
    common
        .out()
        .printf(
            "in all about %.0f MiB of a heap of %.0f MiB%s%n",
            memory.total() / MEBI,
            Runtime.getRuntime().maxMemory() / MEBI,
            fits ? "" : ": it does not fit");
    if (fits) {
      common
          .out()
          .printf(
              "about %.1f s an epoch on %d threads, %.0f s for %d epochs without validation%n",
              secondsPerEpoch, threads, secondsPerEpoch * config.epochs(), config.epochs());
    }
  }

  private double secondsPerEpoch() {
    try (Workers workers = new Workers(threads)) {
      return TimeEstimate.secondsPerEpoch(graph, config, workers, Progress.NONE);
    }
  }

  private static String memoryLines(MemoryEstimate estimate) {
    StringBuilder lines = new StringBuilder();
    estimate
        .parts()
        .forEach(
            (name, bytes) -> lines.append("  %-20s %8.1f MiB%n".formatted(name, bytes / MEBI)));
    return lines.toString();
  }
}
