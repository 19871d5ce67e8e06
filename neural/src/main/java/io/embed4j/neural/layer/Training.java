package io.embed4j.neural.layer;

import java.util.Optional;

/**
 * What layers need in a training pass: memory and threads, and which numbers are dropped. Belongs
 * to the thread that runs the pass.
 *
 * @param inner memory of one block at a time, where states between blocks are all that is kept and
 *     a block runs again on the way back: Chen et al.: Training Deep Nets with Sublinear Memory
 *     Cost, 2016
 */
public record Training(Workspace space, Optional<Workspace> inner, Dropout dropout) {
  /** Returns a pass that keeps all that the way back needs, and drops nothing. */
  public static Training of(Workspace space) {
    return new Training(space, Optional.empty(), Dropout.none());
  }

  /** Returns the same that drops numbers. */
  public Training with(Dropout other) {
    return new Training(space, inner, other);
  }

  /** Returns the same that keeps states between blocks, and runs a block again on the way back. */
  public Training recomputingIn(Workspace memory) {
    return new Training(space, Optional.of(memory), dropout);
  }

  /** Returns the same for a layer, or a place in it, which drops other numbers than the next. */
  public Training at(long place) {
    return new Training(space, inner, dropout.at(place));
  }
}
