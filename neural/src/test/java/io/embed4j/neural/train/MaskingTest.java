package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Seeds;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.train.Masking.Masked;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MaskingTest {
  private static final int MASK = 4;
  private static final int VOCABULARY = 1000;
  private static final int TOKENS = 200_000;

  private static Masking masking() {
    BitSet special = new BitSet();
    special.set(2, 4);
    return new Masking(0.15, MASK, VOCABULARY, special);
  }

  private static TokenBatch batch() {
    int[] ids = new SplittableRandom(1).ints(TOKENS, 0, VOCABULARY).toArray();
    for (int i = 0; i < TOKENS; i += 10) {
      ids[i] = 2 + i % 20 / 10;
    }
    return TokenBatch.of(List.of(ids));
  }

  @Test
  void sharesAreThoseOfBertAndSpecialTokensStay() {
    TokenBatch batch = batch();
    Masked masked = masking().apply(batch, Seeds.stream(5, "mask", 0));
    int masks = 0;
    int kept = 0;
    int next = 0;
    for (int i = 0; i < TOKENS; i++) {
      int before = batch.ids()[i];
      int after = masked.batch().ids()[i];
      boolean chosen = next < masked.chosen().length && masked.chosen()[next] == i;
      if (chosen) {
        assertThat(masked.targets()[next]).isEqualTo(before);
        assertThat(before).isNotIn(2, 3);
        masks += after == MASK ? 1 : 0;
        kept += after == before ? 1 : 0;
        next++;
      } else {
        assertThat(after).isEqualTo(before);
      }
    }
    assertThat(next).isEqualTo(masked.chosen().length);
    double all = next;
    // Tolerances are about four standard deviations of these samples.
    assertThat(all / (0.9 * TOKENS)).isCloseTo(0.15, within(0.004));
    assertThat(masks / all).isCloseTo(0.8, within(0.01));
    assertThat(kept / all).isCloseTo(0.1, within(0.008));
  }

  @Test
  void theSameSeedAndStepHideTheSameTokens() {
    int[] first = masking().apply(batch(), Seeds.stream(5, "mask", 7)).batch().ids();
    int[] again = masking().apply(batch(), Seeds.stream(5, "mask", 7)).batch().ids();
    int[] other = masking().apply(batch(), Seeds.stream(5, "mask", 8)).batch().ids();
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void aMaskOutsideTheVocabularyIsRefused() {
    assertThatThrownBy(() -> new Masking(0.15, 10, 10, new BitSet()))
        .hasMessageContaining("mask below 10");
  }
}
