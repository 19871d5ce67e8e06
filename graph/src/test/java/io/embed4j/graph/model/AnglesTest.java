package io.embed4j.graph.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.table.Row;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnglesTest {
  @Test
  void equalsTheLibraryToAFloatsLastPlace() {
    SplittableRandom random = new SplittableRandom(1);
    for (double bound : new double[] {1e-6, 0.8, Math.PI, 100, 1e5}) {
      for (int i = 0; i < 2000; i++) {
        float phase = (float) (bound * (2 * random.nextDouble() - 1));
        Row cosSin = Row.of(new float[2]);
        Angles.cosSin(Row.of(phase), cosSin);
        assertThat(Math.abs(cosSin.at(0) - Math.cos(phase))).as("cos %s", phase).isLessThan(4e-8);
        assertThat(Math.abs(cosSin.at(1) - Math.sin(phase)))
            .as("sin %s", phase)
            .isLessThan(4e-8 * Math.min(1, 2 * Math.abs(phase)));
      }
    }
  }
}
