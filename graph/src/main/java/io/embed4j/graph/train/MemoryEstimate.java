package io.embed4j.graph.train;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Interaction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run will need of the heap, in bytes, by what it is for.
 *
 * @param parts bytes by name, in the order of the report
 */
public record MemoryEstimate(Map<String, Long> parts) {
  private static final double ALLOWANCE = 1.15; // garbage between collections

  /** Returns the estimate for a graph and a config. */
  public static MemoryEstimate of(KnowledgeGraph graph, TrainConfig config) {
    Interaction model = config.model();
    long entities = graph.entities().size();
    int width = model.entityWidth(config.dim());
    int relationWidth = model.relationWidth(config.dim());
    long relations = (config.reciprocal() ? 2L : 1L) * graph.relations().size();
    long floats = entities * width + relations * relationWidth + model.sharedWidth(config.dim());
    double state =
        entities * width * TableOptimizer.stateFactor(config.optimizer(), width)
            + relations
                * relationWidth
                * TableOptimizer.stateFactor(config.optimizer(), relationWidth);
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("parameters", 4 * floats);
    parts.put("optimiser state", (long) (4 * state));
    parts.put("best parameters", config.validation().every() > 0 ? 4 * floats : 0);
    parts.put("batch", 4 * batchFloats(entities, width, model.queryWidth(config.dim()), config));
    parts.put("triples and indexes", 60L * graph.train().size());
    return new MemoryEstimate(parts);
  }

  private static long batchFloats(long entities, int width, int queryWidth, TrainConfig config) {
    long queries = 4L * config.batchSize() * Math.max(width, queryWidth);
    return switch (config.objective()) {
      case Objective.OneVsAll _, Objective.KvsAll _ -> {
        long scores = Math.min(config.batchSize() * entities, Math.max(1 << 22, 16 * entities));
        yield queries + scores + 3 * entities * width; // gradients, and entities packed twice
      }
      case Objective.NegativeSampling sampling ->
          queries
              + (long) sampling.chunk() * sampling.negatives()
              + 6L * sampling.negatives() * width
              + entities;
      case Objective.AsynchronousPairs _ -> entities;
    };
  }

  /** Returns all parts together, with an allowance. */
  public long total() {
    return (long) (ALLOWANCE * parts.values().stream().mapToLong(Long::longValue).sum());
  }
}
