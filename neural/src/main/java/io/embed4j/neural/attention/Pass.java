package io.embed4j.neural.attention;

import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.HashMap;
import java.util.Map;

/**
 * One pass of some sequences through all layers: where they stand, at which positions, and tables
 * that several layers use. Belongs to the thread that runs the pass.
 */
public final class Pass {
  private final Segments segments;
  private final int[] positions;
  private final Workspace space;
  private final Map<Rope, Rope.Table> turns = new HashMap<>();
  private final Map<RelativeBias, RelativeBias.Table> biases = new HashMap<>();

  /**
   * Starts a pass.
   *
   * @param positions one a token, from 0
   */
  public Pass(Segments segments, int[] positions, Workspace space) {
    this.segments = segments;
    this.positions = positions;
    this.space = space;
  }

  /** Starts a pass of sequences whose positions count from 0. */
  public static Pass of(Segments segments, Workspace space) {
    int[] positions = new int[segments.rows()];
    for (int i = 0; i < segments.count(); i++) {
      for (int row = segments.start(i); row < segments.end(i); row++) {
        positions[row] = row - segments.start(i);
      }
    }
    return new Pass(segments, positions, space);
  }

  public Segments segments() {
    return segments;
  }

  public Workspace space() {
    return space;
  }

  int[] positions() {
    return positions;
  }

  Rope.Table table(Rope rope) {
    return turns.computeIfAbsent(rope, r -> r.table(end(positions)));
  }

  RelativeBias.Table table(RelativeBias bias) {
    return biases.computeIfAbsent(bias, b -> b.table(segments.longest()));
  }

  private static int end(int[] positions) {
    int end = 0;
    for (int position : positions) {
      end = Math.max(end, position + 1);
    }
    return end;
  }
}
