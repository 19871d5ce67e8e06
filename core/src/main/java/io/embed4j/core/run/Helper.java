package io.embed4j.core.run;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that helps with one job after the other. */
final class Helper {
  private volatile @Nullable Job job;
  private volatile boolean ended;
  private final Thread thread;

  private Helper(String name) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Returns a helper whose thread runs. */
  static Helper start(String name) {
    Helper helper = new Helper(name);
    helper.thread.start();
    return helper;
  }

  /** Gives it a job; the last one must be done. */
  void help(Job next) {
    job = next;
    LockSupport.unpark(thread);
  }

  void end() {
    ended = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    Patience patience = new Patience();
    while (!ended) {
      Job now = job;
      if (now != null) {
        job = null;
        Workers.inside(now::work);
        now.helped();
        patience = new Patience();
      } else if (patience.isSpent()) {
        LockSupport.park(this);
      }
    }
  }
}
