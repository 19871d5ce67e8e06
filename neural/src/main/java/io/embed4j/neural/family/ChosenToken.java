package io.embed4j.neural.family;

/** Which token of a text its pooled state is. */
sealed interface ChosenToken {
  /** Returns the place of the token, of those from {@code from} to {@code to} (exclusive). */
  int of(int[] ids, int from, int to);

  /** The first one with the largest id: CLIP, whose end token has it. */
  record LargestId() implements ChosenToken {
    @Override
    public int of(int[] ids, int from, int to) {
      int largest = from;
      for (int i = from; i < to; i++) {
        largest = ids[i] > ids[largest] ? i : largest;
      }
      return largest;
    }
  }

  /** The first one with an id; the first one of all if none has it. */
  record FirstOf(int id) implements ChosenToken {
    @Override
    public int of(int[] ids, int from, int to) {
      for (int i = from; i < to; i++) {
        if (ids[i] == id) {
          return i;
        }
      }
      return from;
    }
  }

  /** The last one: SigLIP. */
  record Last() implements ChosenToken {
    @Override
    public int of(int[] ids, int from, int to) {
      return to - 1;
    }
  }
}
