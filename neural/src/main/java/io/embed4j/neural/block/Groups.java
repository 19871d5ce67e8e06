package io.embed4j.neural.block;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a batch into groups of whole sequences, each of which goes through all layers on one thread:
 * its states then stay in a cache, and threads never wait for each other. A batch too small for
 * that is one group, and the threads share each layer.
 */
public final class Groups {
  /** Tokens of a group: enough that reading all weights once for a group costs little. */
  private static final int MOST_TOKENS = 400;

  /** As many rows as a product takes from one reading of the weights. */
  private static final int LEAST_TOKENS = 132;

  /**
   * Groups for each thread of what is left of a batch: they become smaller towards its end, so that
   * no thread idles there for long.
   */
  private static final int PER_THREAD = 2;

  /** Kept between batches: new memory would have to be cleared, and collected later. */
  private static final ThreadLocal<Workspace> OF_THREAD =
      ThreadLocal.withInitial(() -> new Workspace(Workers.single()));

  /** What is done with a group. */
  public interface Body {
    /** Works on the sequences {@code from} (inclusive) to {@code to} (exclusive). */
    void run(int from, int to, Workspace space);
  }

  private Groups() {}

  /** Runs {@code body} for every group of the sequences. */
  public static void run(Segments segments, Workers workers, Body body) {
    if (segments.rows() == 0) {
      return;
    }
    List<Integer> ends = ends(segments, workers.threads());
    if (workers.threads() > 1 && ends.size() < PER_THREAD * workers.threads()) {
      body.run(0, segments.count(), new Workspace(workers));
      return;
    }
    workers.forEach(
        ends.size(),
        group -> body.run(group == 0 ? 0 : ends.get(group - 1), ends.get(group), OF_THREAD.get()));
  }

  /** Returns the sequences after the last ones of groups. */
  private static List<Integer> ends(Segments segments, int threads) {
    List<Integer> ends = new ArrayList<>();
    int first = 0;
    for (int i = 1; i < segments.count(); i++) {
      int left = segments.rows() - segments.start(first);
      int tokens = Math.clamp(left / (PER_THREAD * threads), LEAST_TOKENS, MOST_TOKENS);
      if (segments.end(i) - segments.start(first) > tokens) {
        ends.add(i);
        first = i;
      }
    }
    ends.add(segments.count());
    return ends;
  }
}
