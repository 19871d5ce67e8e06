package io.embed4j.graph.reason.rule;

import static io.embed4j.core.config.Rules.require;

/** How long to mine. */
public sealed interface MiningBudget {
  /** Until time is up; what is found depends on the machine. */
  record Seconds(double seconds) implements MiningBudget {
    public Seconds {
      require(seconds > 0, "seconds", "must be positive", seconds);
    }
  }

  /** Until so many triples were drawn; the rules depend on the seed alone. */
  record Samples(long samples) implements MiningBudget {
    public Samples {
      require(samples > 0, "samples", "must be positive", samples);
    }
  }
}
