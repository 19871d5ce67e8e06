package io.embed4j.neural.layer;

import java.util.List;

/** Leaves rows as they are, where a family has no norm. */
public record NoNorm() implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {}

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void backwardInPlace(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] sums, int at) {}
}
