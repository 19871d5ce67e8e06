package io.embed4j.neural.layer;

/** Leaves rows as they are, where a family has no norm. */
public record NoNorm() implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {}
}
