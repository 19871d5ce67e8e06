package io.embed4j.encode.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream that has been silent for too long; whoever reads it then gets an exception. The
 * client of the JDK has no such limit once an answer has begun.
 */
final class Watchdog implements AutoCloseable {
  private final Thread thread;
  private volatile long lastNanos = System.nanoTime();

  Watchdog(InputStream in, Duration patience) {
    thread = Thread.ofVirtual().start(() -> watch(in, patience.toNanos()));
  }

  /** Bytes have arrived. */
  void alive() {
    lastNanos = System.nanoTime();
  }

  private void watch(InputStream in, long patienceNanos) {
    try {
      for (long left = patienceNanos; left > 0; ) {
        Thread.sleep(Duration.ofNanos(left));
        left = lastNanos + patienceNanos - System.nanoTime();
      }
      in.close();
    } catch (InterruptedException e) {
      return; // the stream came to its end
    } catch (IOException e) {
      return; // it is closed all the same
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
