package io.embed4j.neural.train;

import io.embed4j.neural.block.TokenBatch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Hides tokens that a model is to guess: of those chosen, 80 % become the mask, 10 % any token, and
 * 10 % stay. Devlin et al.: BERT, 2019, section 3.1.
 *
 * @param share of the tokens that are chosen, in (0, 1], usually 0.15
 * @param mask id of the mask
 * @param vocabulary number of tokens
 * @param special ids that are never chosen, such as those at the ends of a sequence
 */
public record Masking(double share, int mask, int vocabulary, BitSet special) {
  private static final double MASKED = 0.8;
  private static final double REPLACED = 0.1;

  public Masking {
    if (!(share > 0 && share <= 1) || mask < 0 || mask >= vocabulary) {
      throw new IllegalArgumentException(
          "share must be above 0 and at most 1, mask below %d, but they are %s and %d"
              .formatted(vocabulary, share, mask));
    }
  }

  /**
   * A batch with hidden tokens.
   *
   * @param chosen the tokens of the batch that are to be guessed, ascending
   * @param targets what they were
   */
  public record Masked(TokenBatch batch, int[] chosen, int[] targets) {}

  /**
   * Hides tokens of a batch.
   *
   * @param random a stream of seed, purpose and step: {@link io.embed4j.core.run.Seeds}
   */
  public Masked apply(TokenBatch batch, SplittableRandom random) {
    int[] ids = batch.ids();
    int[] chosen =
        IntStream.range(0, ids.length)
            .filter(i -> !special.get(ids[i]) && random.nextDouble() < share)
            .toArray();
    int[] hidden = ids.clone();
    for (int i : chosen) {
      double fate = random.nextDouble();
      if (fate < MASKED) {
        hidden[i] = mask;
      } else if (fate < MASKED + REPLACED) {
        hidden[i] = random.nextInt(vocabulary);
      }
    }
    int[] targets = Arrays.stream(chosen).map(i -> ids[i]).toArray();
    TokenBatch masked =
        new TokenBatch(hidden, batch.types(), batch.segments(), batch.firstPositions());
    return new Masked(masked, chosen, targets);
  }
}
