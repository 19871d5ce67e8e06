package io.embed4j.encode.token.model;

import java.util.Arrays;

/** A word while its symbols merge: a linked list in arrays. */
final class Word {
  private static final int NONE = -1;

  private int[] ids;
  private int[] lengths;
  private int count;

  Word(int capacity) {
    ids = new int[capacity];
    lengths = new int[capacity];
  }

  /** Adds a symbol at the end. */
  void add(int id, int length) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count + 4);
      lengths = Arrays.copyOf(lengths, 2 * count + 4);
    }
    ids[count] = id;
    lengths[count++] = length;
  }

  /** Merges what can be merged, the lowest rank first, from left to right. */
  void merge(Merges merges) {
    if (count < 2) {
      return;
    }
    int[] previous = new int[count];
    int[] next = new int[count];
    MergeQueue queue = new MergeQueue(count);
    for (int i = 0; i < count; i++) {
      previous[i] = i - 1;
      next[i] = i + 1 < count ? i + 1 : NONE;
      if (i + 1 < count) {
        offer(merges, queue, i, i + 1);
      }
    }
    while (!queue.isEmpty()) {
      int left = queue.place();
      int result = queue.result();
      queue.remove();
      int right = next[left];
      if (lengths[left] == 0 || right == NONE) {
        continue;
      }
      int merge = merges.find(ids[left], ids[right]);
      if (merge == Merges.NONE || merges.result(merge) != result) {
        continue; // one of the two has merged otherwise meanwhile
      }
      ids[left] = result;
      lengths[left] += lengths[right];
      lengths[right] = 0;
      next[left] = next[right];
      if (next[left] != NONE) {
        previous[next[left]] = left;
        offer(merges, queue, left, next[left]);
      }
      if (previous[left] != NONE) {
        offer(merges, queue, previous[left], left);
      }
    }
    compact();
  }

  private void offer(Merges merges, MergeQueue queue, int left, int right) {
    int merge = merges.find(ids[left], ids[right]);
    if (merge != Merges.NONE) {
      queue.add(merges.rank(merge), left, merges.result(merge));
    }
  }

  private void compact() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (lengths[i] > 0) {
        ids[kept] = ids[i];
        lengths[kept++] = lengths[i];
      }
    }
    count = kept;
  }

  int[] ids() {
    return Arrays.copyOf(ids, count);
  }

  int[] lengths() {
    return Arrays.copyOf(lengths, count);
  }
}
