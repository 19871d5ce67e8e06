package io.embed4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Schedule.Decay;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void theRateRisesThenFallsAsItsDecaySays() {
    Schedule linear = new Schedule(0.25, new Decay.Linear(0.5));
    Schedule cosine = new Schedule(0.25, new Decay.Cosine(0.5));
    double[] linearFactors = {0, 0.4, 1, 0.75, 0.5, 0.5};
    double[] cosineFactors = {0, 0.4, 1, 0.75, 0.5, 0.5};
    double[] progress = {0, 0.1, 0.25, 0.625, 1, 1.5};
    for (int i = 0; i < progress.length; i++) {
      assertThat(linear.factor(progress[i], 1, 1)).isCloseTo(linearFactors[i], within(1e-12));
      assertThat(cosine.factor(progress[i], 1, 1)).isCloseTo(cosineFactors[i], within(1e-12));
    }
    double third = 0.25 + 0.75 / 3; // cos(60°) is a half
    assertThat(linear.factor(third, 1, 1)).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
    assertThat(cosine.factor(third, 1, 1)).isCloseTo(0.5 + 0.5 * 0.75, within(1e-12));
  }

  @Test
  void aWarmUpMayFillTheRun() {
    assertThat(new Schedule(2, new Decay.Linear(0)).factor(2, 2, 1)).isEqualTo(0);
    assertThat(new Schedule(2, new Decay.Constant()).factor(1, 2, 1)).isEqualTo(0.5);
  }

  @Test
  void aPlateauIsWhatValidationsMakeOfIt() {
    assertThat(new Schedule(0, Decay.Plateau.defaults()).factor(3, 9, 0.9)).isEqualTo(0.9);
    assertThatThrownBy(() -> new Schedule(-1, new Decay.Constant()))
        .hasMessage("warm-up-epochs must not be negative, but is -1.0");
  }
}
