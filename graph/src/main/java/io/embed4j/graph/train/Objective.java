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
   * Each triple competes with sampled corruptions; a chunk of triples shares one set of negatives,
   * so that scoring is a matrix product. Lerer et al. 2019 (PyTorch-BigGraph), section 4.3.
   *
   * @param negatives corruptions a side, at least 1
   * @param chunk triples that share them, at least 1
   * @param sampler where they come from
   * @param sides which sides of a triple are corrupted
   * @param filtered whether negatives that are known to be true are left out; costs time on queries
   *     with many answers
   */
  record NegativeSampling(int negatives, int chunk, Sampler sampler, Sides sides, boolean filtered)
      implements Objective {
    public NegativeSampling {
      if (negatives < 1 || chunk < 1) {
        throw new IllegalArgumentException(
            "negatives and chunk must be at least 1, but are " + negatives + " and " + chunk);
      }
    }

    /** Returns 200 negatives shared by 1000 triples, as DGL-KE has on FB15k. */
    public static NegativeSampling defaults() {
      return new NegativeSampling(200, 1000, Sampler.UNIFORM, Sides.BOTH, false);
    }
  }

  /**
   * Each triple competes with one uniform corruption a side, and all threads write their updates
   * into the same tables as soon as they have them (Recht et al. 2011: Hogwild). The quickest way
   * to train a plain model, at a price: two runs with the same seed differ, on one thread as soon
   * as others run. Only with margin-ranking and sgd, for models without projection or shared
   * parameters, without regulariser and dropout. Han et al. 2018 (OpenKE): Fast-TransX.
   *
   * @param sides which side of a triple is corrupted
   */
  record AsynchronousPairs(Sides sides) implements Objective {
    /** Returns corruption of the side where false negatives are rare. */
    public static AsynchronousPairs defaults() {
      return new AsynchronousPairs(Sides.BERNOULLI);
    }
  }

  /** Where negatives come from. */
  enum Sampler {
    /** All entities with equal probability. */
    UNIFORM,
    /** Entities in proportion to the triples that they stand in. */
    DEGREE,
    /** The entities that stand on the same side of the other triples of the chunk. */
    IN_BATCH
  }

  /** Which sides of a triple are corrupted. */
  enum Sides {
    /** Both: two queries a triple. */
    BOTH,
    /** Tails of one chunk (or triple, if there are no chunks), heads of the next. */
    ALTERNATING,
    /**
     * One side, drawn so that false negatives are rare: the head with probability tph / (tph +
     * hpt), tph being the tails a head has under the relation. Wang et al. 2014 (TransH), section
     * 3.3.
     */
    BERNOULLI
  }
}
