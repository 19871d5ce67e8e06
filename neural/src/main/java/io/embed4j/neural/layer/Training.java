package io.embed4j.neural.layer;

/**
 * What layers need in a training pass: memory and threads, and which numbers are dropped. Belongs
 * to the thread that runs the pass.
 */
public record Training(Workspace space, Dropout dropout) {
  /** Returns a pass that drops nothing. */
  public static Training of(Workspace space) {
    return new Training(space, Dropout.none());
  }

  /** Returns the same for a layer, or a place in it, which drops other numbers than the next. */
  public Training at(long place) {
    return new Training(space, dropout.at(place));
  }
}
