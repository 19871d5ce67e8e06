package io.embed4j.graph.reason.rule;

/**
 * A relation with the direction in which it is walked, as one number: {@code 2 r} from head to
 * tail, {@code 2 r + 1} from tail to head. So {@code s(X, Y)} is the triple (X, r, Y) for an even
 * step and (Y, r, X) for an odd one.
 */
final class Step {
  private Step() {}

  static int forward(int relation) {
    return 2 * relation;
  }

  static int inverse(int step) {
    return step ^ 1;
  }

  static int relation(int step) {
    return step >> 1;
  }

  static boolean isForward(int step) {
    return (step & 1) == 0;
  }

  /** Returns the steps of the way back. */
  static int[] reversed(int[] steps) {
    int[] back = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      back[i] = inverse(steps[steps.length - 1 - i]);
    }
    return back;
  }
}
