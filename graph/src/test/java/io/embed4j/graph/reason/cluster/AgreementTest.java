package io.embed4j.graph.reason.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {
  /** Figure 16.4 and section 16.3 of Manning, Raghavan, Schütze 2008: purity 0.71, NMI 0.36. */
  @Test
  void figuresAreThoseOfTheTextbook() {
    int[] clusters = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2};
    int[] classes = {0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 2, 0, 0, 2, 2, 2};

    Agreement agreement = Agreement.of(clusters, classes);

    assertThat(agreement.purity()).isCloseTo(12 / 17.0, within(1e-12));
    assertThat(agreement.nmi()).isCloseTo(0.36, within(0.005));
  }

  @Test
  void independentDivisionsShareNothing() {
    assertThat(Agreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}))
        .isEqualTo(new Agreement(4, 0, 0.5));
  }

  @Test
  void namesOfClustersDoNotMatterAndEntitiesWithoutClassDoNotCount() {
    int none = Agreement.NO_CLASS;

    assertThat(Agreement.of(new int[] {1, 1, 0, 0, 2}, new int[] {0, 0, 5, 5, none}))
        .isEqualTo(new Agreement(4, 1, 1));
    assertThat(Agreement.of(new int[] {0, 1}, new int[] {none, none}).entities()).isZero();
  }
}
