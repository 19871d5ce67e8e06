package io.embed4j.encode.audio.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SpecAugmentTest {
  private static final int MELS = 20;
  private static final int FRAMES = 50;

  /** A plane, which stretching leaves one: value = mel + 100 frame. */
  private static GridBatch plane() {
    Matrix x = Matrix.zeros(MELS * FRAMES, 1);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = i / FRAMES + 100 * (i % FRAMES);
    }
    return new GridBatch(x, Grids.of(1, MELS, FRAMES));
  }

  @Test
  void nothingToDoLeavesItAsItIs() {
    GridBatch same = new SpecAugment(0, 0, 0, 0, 0).apply(plane(), new SplittableRandom(1));
    assertThat(same.values().data()).isEqualTo(plane().values().data());
  }

  @Test
  void stretchesTimeWithinItsLimits() {
    SpecAugment augment = new SpecAugment(0.2, 0, 0, 0, 0);
    int shortest = FRAMES;
    int longest = FRAMES;
    for (int i = 0; i < 100; i++) {
      GridBatch changed = augment.apply(plane(), new SplittableRandom(i));
      int frames = changed.grids().widths()[0];
      shortest = Math.min(shortest, frames);
      longest = Math.max(longest, frames);
      double step = 100.0 * (FRAMES - 1) / (frames - 1);
      for (int j = 0; j < frames; j++) {
        assertThat((double) changed.values().data()[3 * frames + j])
            .isCloseTo(3 + step * j, within(1e-2));
      }
    }
    assertThat(shortest).isBetween(40, 42);
    assertThat(longest).isBetween(58, 60);
  }

  @Test
  void masksABandOfMelsAndOneOfFrames() {
    SpecAugment augment = new SpecAugment(0, 0, 0, 6, 0.3);
    int most = 0;
    for (int i = 0; i < 100; i++) {
      Matrix x = augment.apply(plane(), new SplittableRandom(i)).values();
      int masked = 0;
      for (int j = 1; j < x.rows(); j++) {
        if (x.data()[j] == 0) {
          masked++;
        } else {
          assertThat(x.data()[j]).isEqualTo(plane().values().data()[j]);
        }
      }
      most = Math.max(most, masked);
    }
    assertThat(most).isBetween(400, 6 * FRAMES + 15 * MELS);
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new SpecAugment(1, 0, 0, 0, 0))
        .hasMessageContaining("time, pitch and timeMask must be at least 0 and below 1");
  }
}
