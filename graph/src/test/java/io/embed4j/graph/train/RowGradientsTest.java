package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RowGradientsTest {
  private static final int ROWS = 40;
  private static final int WIDTH = 150;

  @AutoClose private final Workers workers = new Workers(2);

  @Test
  void scatterAddsRowAfterRowInEveryBatch() {
    RowGradients gradients = new RowGradients(ROWS, WIDTH);
    SplittableRandom random = new SplittableRandom(2);
    for (int batch = 0; batch < 5; batch++) { // later batches meet the numbers of earlier ones
      gradients.clear();
      float[][] expected = new float[ROWS][WIDTH];
      gradients.row(7).set(3, 1);
      expected[7][3] = 1;
      for (int time = 0; time < 3; time++) {
        int count = 1 + random.nextInt(60);
        Matrix from = Matrix.zeros(count, WIDTH);
        int[] rows = new int[count + 2];
        for (int i = 0; i < count; i++) {
          rows[i] = random.nextInt(ROWS / 2);
          for (int k = 0; k < WIDTH; k++) {
            from.data()[i * WIDTH + k] = random.nextInt(100);
            expected[rows[i]][k] += from.data()[i * WIDTH + k];
          }
        }
        gradients.scatter(from, rows, workers);
      }
      for (int row = 0; row < ROWS; row++) {
        for (int k = 0; k < WIDTH; k++) {
          assertThat(gradients.row(row).at(k)).isEqualTo(expected[row][k]);
        }
      }
    }
  }

  @Test
  void touchAllGivesZerosInTheOrderOfTheTable() {
    RowGradients gradients = new RowGradients(ROWS, WIDTH);
    gradients.row(30).set(0, 5);
    gradients.clear();
    Matrix all = gradients.touchAll(workers);
    assertThat(all.rows()).isEqualTo(ROWS);
    assertThat(all.data()).startsWith(new float[ROWS * WIDTH]);
    assertThat(gradients.tableRow(17)).isEqualTo(17);
  }
}
