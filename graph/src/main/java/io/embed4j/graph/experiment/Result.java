package io.embed4j.graph.experiment;

import static io.embed4j.core.config.Rules.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Figures that this program has obtained, with all that is needed to obtain them again.
 *
 * @param name of the experiment and of the file, such as "complex-fb15k-237"
 * @param kind what was measured, such as "link-prediction" or "speed"
 * @param data on what, such as "fb15k-237"
 * @param model with which model
 * @param metrics figures by name, such as "mrr" and "hits@10", the most important first
 * @param peer what the first metric is compared with, if there is such a thing
 * @param command what to type
 * @param seed of every random choice
 * @param cost what the run took
 * @param commit of the program, "unknown" outside a repository
 */
public record Result(
    String name,
    String kind,
    String data,
    String model,
    Map<String, Double> metrics,
    Optional<Peer> peer,
    String command,
    long seed,
    Cost cost,
    String commit) {
  public Result {
    require(name.matches("[a-z0-9][a-z0-9.-]*"), "name", "must be a file name in kebab-case", name);
    require(kind.matches("[a-z0-9-]+"), "kind", "must be in kebab-case", kind);
    require(!metrics.isEmpty(), "metrics", "must not be empty", metrics);
    metrics.forEach((key, value) -> require(Double.isFinite(value), key, "must be finite", value));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics)); // keeps the order
  }

  /**
   * Somebody else's figure.
   *
   * @param name who
   * @param figure their value of the first metric
   * @param source where it stands: an address, a paper, or how it was measured
   */
  public record Peer(String name, double figure, String source) {
    public Peer {
      require(Double.isFinite(figure), "figure", "must be finite", figure);
    }
  }

  /**
   * What a run took.
   *
   * @param cores processor cores that it was given
   * @param wallSeconds from start to the figures
   * @param peakMemoryBytes of the whole process
   */
  public record Cost(int cores, double wallSeconds, long peakMemoryBytes) {
    public Cost {
      require(cores > 0, "cores", "must be positive", cores);
      require(wallSeconds >= 0, "wallSeconds", "must not be negative", wallSeconds);
      require(peakMemoryBytes >= 0, "peakMemoryBytes", "must not be negative", peakMemoryBytes);
    }
  }
}
