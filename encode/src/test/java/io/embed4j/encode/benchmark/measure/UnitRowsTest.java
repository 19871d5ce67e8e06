package io.embed4j.encode.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitRowsTest {
  @Test
  void rowsHaveUnitLengthAndKeepTheirDirection() {
    Matrix rows = UnitRows.of(List.of(new float[] {3, 4}, new float[] {-1e-20f, 0}));
    assertThat(rows.rows()).isEqualTo(2);
    assertThat(rows.data()).containsExactly(0.6f, 0.8f, -1, 0);
  }

  @Test
  void zerosStayZeros() {
    assertThat(UnitRows.of(List.of(new float[2])).data()).containsExactly(0, 0);
  }
}
