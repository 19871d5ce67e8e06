package io.embed4j.encode.token.model;

import java.util.Arrays;

/** Possible merges by rank, then by place: a binary heap of packed numbers. */
final class MergeQueue {
  private long[] heap;
  private int[] results;
  private int size;

  MergeQueue(int capacity) {
    heap = new long[Math.max(4, capacity)];
    results = new int[heap.length];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns the place of the first merge. */
  int place() {
    return (int) heap[0];
  }

  /** Returns the token that the first merge gives. */
  int result() {
    return results[0];
  }

  void add(int rank, int place, int result) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
      results = Arrays.copyOf(results, 2 * size);
    }
    long key = ((long) rank << 32) | place;
    int i = size++;
    for (; i > 0 && heap[(i - 1) / 2] > key; i = (i - 1) / 2) {
      heap[i] = heap[(i - 1) / 2];
      results[i] = results[(i - 1) / 2];
    }
    heap[i] = key;
    results[i] = result;
  }

  /** Drops the first merge. */
  void remove() {
    long key = heap[--size];
    int result = results[size];
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[i] = heap[child];
      results[i] = results[child];
      i = child;
    }
    heap[i] = key;
    results[i] = result;
  }
}
