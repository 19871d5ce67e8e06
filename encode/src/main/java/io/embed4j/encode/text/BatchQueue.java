package io.embed4j.encode.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Merges what several threads want encoded at the same time. Each thread puts its texts into the
 * queue; whichever gets the model next takes all that wait, up to the budget, so that no thread
 * waits for a batch to fill up, and small calls still share one. Thread-safe; no thread of its own.
 */
final class BatchQueue {
  /** Computes the vectors of sequences, in their order. */
  interface Model {
    List<float[]> vectors(List<Sequence> sequences);
  }

  private record Request(
      List<Sequence> sequences, int tokens, CompletableFuture<List<float[]>> vectors) {}

  private final Model model;
  private final int batchTokens;
  private final int waitingTokens;
  private final Deque<Request> waiting = new ArrayDeque<>(); // guarded by itself
  private int tokens; // that wait; guarded by waiting
  private final ReentrantLock turn = new ReentrantLock();

  BatchQueue(Model model, EncoderOptions options) {
    this.model = model;
    this.batchTokens = options.batchTokens();
    this.waitingTokens = options.waitingTokens();
  }

  /**
   * Returns the vectors of sequences, which are computed together.
   *
   * @throws EncoderBusyException if too much waits already
   */
  List<float[]> vectors(List<Sequence> sequences) {
    Request request = enqueue(sequences);
    while (!request.vectors().isDone()) {
      turn.lock();
      try {
        if (!request.vectors().isDone()) {
          run(take());
        }
      } finally {
        turn.unlock();
      }
    }
    try {
      return request.vectors().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Request enqueue(List<Sequence> sequences) {
    int length = sequences.stream().mapToInt(Sequence::length).sum();
    synchronized (waiting) {
      if (!waiting.isEmpty() && tokens + (long) length > waitingTokens) {
        throw new EncoderBusyException(tokens, waitingTokens);
      }
      Request request = new Request(sequences, length, new CompletableFuture<>());
      waiting.add(request);
      tokens += length;
      return request;
    }
  }

  /** Takes requests as long as they fit into a batch, at least one. */
  private List<Request> take() {
    List<Request> batch = new ArrayList<>();
    synchronized (waiting) {
      int total = 0;
      while (!waiting.isEmpty()
          && (batch.isEmpty() || total + waiting.peek().tokens() <= batchTokens)) {
        Request next = waiting.poll();
        batch.add(next);
        total += next.tokens();
        tokens -= next.tokens();
      }
    }
    return batch;
  }

  private void run(List<Request> batch) {
    List<Sequence> all = batch.stream().flatMap(r -> r.sequences().stream()).toList();
    try {
      List<float[]> vectors = model.vectors(all);
      int from = 0;
      for (Request request : batch) {
        int to = from + request.sequences().size();
        request.vectors().complete(vectors.subList(from, to));
        from = to;
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(request -> request.vectors().completeExceptionally(e));
    }
  }
}
