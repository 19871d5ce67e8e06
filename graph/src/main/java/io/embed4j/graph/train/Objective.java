package io.embed4j.graph.train;

/** What a batch consists of and which candidates its true answers compete with. */
public sealed interface Objective {
  /**
   * Every entity is a candidate of every triple, in both directions. Triples with the same query
   * share one row: the sum over the answers t of −log softmax(t) is n·log Z − Σ score(t). Batches
   * are drawn over queries, and divided by their triples. Lacroix et al. 2018; LibKGE: 1vsAll.
   */
  record OneVsAll() implements Objective {}

  /**
   * Every entity is a candidate of every query; a query's answers share one label of 1, so that
   * each query counts the same. Dettmers et al. 2018; LibKGE: KvsAll.
   */
  record KvsAll() implements Objective {}

  /**
   * Each triple competes with sampled corruptions of its head and of its tail; a chunk of triples
   * shares one set of negatives, so that scoring is a matrix product. Lerer et al. 2019, section
   * 4.3.
   *
   * @param negatives corruptions a side, at least 1
   * @param chunk triples that share them, at least 1
   * @param sampler where they come from
   */
  record NegativeSampling(int negatives, int chunk, Sampler sampler) implements Objective {
    public NegativeSampling {
      if (negatives < 1 || chunk < 1) {
        throw new IllegalArgumentException(
            "negatives and chunk must be at least 1, but are " + negatives + " and " + chunk);
      }
    }

    /** Returns 200 negatives shared by 1000 triples, as DGL-KE has on FB15k. */
    public static NegativeSampling defaults() {
      return new NegativeSampling(200, 1000, Sampler.UNIFORM);
    }
  }

  /** Where negatives come from. */
  enum Sampler {
    /** All entities with equal probability. */
    UNIFORM,
    /**
     * The side to corrupt is chosen so that false negatives are rare (Wang et al. 2014, section
     * 3.3).
     */
    BERNOULLI,
    /** Entities in proportion to their degree. */
    DEGREE,
    /** The entities of the other triples of the chunk. */
    IN_BATCH
  }
}
