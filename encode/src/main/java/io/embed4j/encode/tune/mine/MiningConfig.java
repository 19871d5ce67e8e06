package io.embed4j.encode.tune.mine;

import static io.embed4j.core.config.Rules.require;

/**
 * Which documents become hard negatives of a pair.
 *
 * @param negatives how many a pair, at most
 * @param from documents of this rank and lower ones are taken, counted from 0 without known
 *     answers: the first ones are the likeliest to be answers that nobody has noted
 * @param to documents of this rank and lower ones are not taken
 * @param margin a negative's cosine must be lower than that of the pair by at least this much
 * @param relativeMargin a negative's cosine must be at most 1 − this of the pair's: 0.05 in Moreira
 *     et al.: NV-Retriever, 2024 (TopK-PercPos)
 * @param sampled whether they are drawn from the range instead of taken from its top
 * @param seed of the draw
 */
public record MiningConfig(
    int negatives,
    int from,
    int to,
    double margin,
    double relativeMargin,
    boolean sampled,
    long seed) {
  public MiningConfig {
    require(negatives >= 1, "negatives", "must be at least 1", negatives);
    require(from >= 0, "from", "must not be negative", from);
    require(to > from, "to", "must be greater than from, which is " + from, to);
    require(margin >= -2 && margin <= 2, "margin", "must be from -2 to 2", margin);
    require(
        relativeMargin >= 0 && relativeMargin <= 1,
        "relative-margin",
        "must be from 0 to 1",
        relativeMargin);
  }

  /** Returns four negatives from the first 100, with the margin of NV-Retriever. */
  public static MiningConfig defaults() {
    return new MiningConfig(4, 0, 100, -2, 0.05, false, 1);
  }
}
