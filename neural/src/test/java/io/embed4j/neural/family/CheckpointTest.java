package io.embed4j.neural.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.weights.Weights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  /**
   * Weights w(out, in) = 10 · out + in + 1 of two outputs and three inputs; "turned…" by columns.
   */
  private static final class TwoLayouts implements Weights {
    private static final float[] ROWS = {1, 2, 3, 11, 12, 13};
    private static final float[] COLUMNS = {1, 11, 2, 12, 3, 13};

    @Override
    public Set<String> names() {
      return Set.of("plain.weight", "turned.weight");
    }

    @Override
    public List<Long> shape(String name) {
      return List.of(2L, 3L);
    }

    @Override
    public float[] floats(String name, long... shape) {
      return name.endsWith("bias") ? new float[] {0.5f, 0.25f} : ROWS.clone();
    }

    @Override
    public Matrix matrix(String name, int rows, int columns) {
      return name.startsWith("turned")
          ? Matrix.of(COLUMNS.clone(), columns, rows).transposed()
          : Matrix.of(ROWS.clone(), rows, columns);
    }
  }

  @Test
  void layersAreJoinedInWhicheverLayoutTheyAreStored() {
    Checkpoint root = Checkpoint.of(new TwoLayouts()).around("plain.weight");
    for (String first : List.of("plain", "turned")) {
      for (String second : List.of("plain", "turned")) {
        Matrix x = Matrix.of(new float[] {1, 100, 10_000}, 1, 3);
        Matrix y = root.joined(3, 2, first, second).forward(x, new Workspace(Workers.single()));
        assertThat(y.data())
            .as(first + ", " + second)
            .startsWith(30_201.5f, 131_211.25f, 30_201.5f, 131_211.25f);
      }
    }
  }
}
