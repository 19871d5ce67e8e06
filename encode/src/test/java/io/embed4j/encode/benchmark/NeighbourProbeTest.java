package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NeighbourProbeTest {
  private static float[] at(double angle) {
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }

  /** One coordinate tells the classes; a line through 0 does not. */
  @Test
  void bothProbesFindTheClassesOfAnArc() {
    List<float[]> vectors = new ArrayList<>();
    int[] classes = new int[40];
    for (int i = 0; i < 40; i++) {
      vectors.add(at(0.1 + i * 0.03));
      classes[i] = i < 20 ? 0 : 1;
    }
    int[] wrong = classes.clone();
    wrong[0] = 1;
    LinearProbe linear = LinearProbe.fit(vectors, classes, 2, 1e-6);
    assertThat(linear.accuracy(vectors, wrong)).isCloseTo(39.0 / 40, within(1e-9));
    try (Workers workers = new Workers(2)) {
      NeighbourProbe nearest = new NeighbourProbe(vectors, classes, 3);
      assertThat(nearest.accuracy(vectors, wrong, workers)).isCloseTo(39.0 / 40, within(1e-9));
    }
  }

  @Test
  void oneThatIsNearCountsMoreThanTwoThatAreFarAndOthersDoNotVote() {
    List<float[]> vectors = List.of(at(0), at(0.7), at(-0.7), at(1), at(1), at(1));
    int[] classes = {0, 1, 1, 2, 2, 2};
    try (Workers workers = new Workers(1)) {
      NeighbourProbe probe = new NeighbourProbe(vectors, classes, 3);
      assertThat(probe.accuracy(List.of(at(0)), new int[] {0}, workers)).isEqualTo(1);
      // e^(cos 0.35 / 0.07) twice is more than e^(cos 0.45 / 0.07) once
      List<float[]> twice = List.of(at(0.45), at(-0.35), at(0.35));
      NeighbourProbe votes = new NeighbourProbe(twice, new int[] {0, 1, 1}, 3);
      assertThat(votes.accuracy(List.of(at(0)), new int[] {1}, workers)).isEqualTo(1);
    }
  }

  @Test
  void manyAreAskedInPieces() {
    List<float[]> others = new ArrayList<>(Collections.nCopies(300, at(0.1)));
    int[] classes = new int[300];
    others.set(299, at(1.5));
    classes[299] = 1;
    NeighbourProbe probe = new NeighbourProbe(List.of(at(0), at(1.6)), new int[] {0, 1}, 1);
    try (Workers workers = new Workers(2)) {
      assertThat(probe.accuracy(others, classes, workers)).isEqualTo(1);
    }
  }

  @Test
  void vectorsAndClassesMustBeAsMany() {
    assertThatThrownBy(() -> new NeighbourProbe(List.of(at(0)), new int[2], 1))
        .hasMessage("1 vectors do not fit 2 classes");
  }
}
