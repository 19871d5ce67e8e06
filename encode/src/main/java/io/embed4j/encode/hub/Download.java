package io.embed4j.encode.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * One file on its way from a hub. Its bytes go into {@code NAME.embed4j}, several ranges at the
 * same time; {@code NAME.embed4j.parts} says which ranges are complete, so that a later attempt
 * fetches the others only. The file gets its name when its checksum is right, and not before.
 */
final class Download {
  private static final int BUFFER_BYTES = 1 << 16;

  private final HubHttp http;
  private final HubConfig.Transfer transfer;
  private final RemoteFile file;
  private final Path target;
  private final Path data;
  private final LongConsumer arrived;

  /**
   * Prepares a download.
   *
   * @param arrived told of bytes that have arrived, and of a negative number if they were worthless
   */
  Download(
      HubHttp http,
      HubConfig.Transfer transfer,
      RemoteFile file,
      Path target,
      LongConsumer arrived) {
    this.http = http;
    this.transfer = transfer;
    this.file = file;
    this.target = target;
    this.data = target.resolveSibling(target.getFileName() + ".embed4j");
    this.arrived = arrived;
  }

  /**
   * Fetches what is missing, checks it, and gives the file its name.
   *
   * @throws HubException if that fails; what has arrived is kept for the next attempt
   */
  void run() {
    try {
      Files.createDirectories(target.resolveSibling("."));
      for (int attempt = 0; !fetched(); attempt++) {
        arrived.accept(-file.sizeBytes());
        if (attempt > 0) {
          throw new HubException(
              file.path()
                  + " arrived damaged, twice: its checksum is not "
                  + file.checksum().hex()
                  + "; try again later, or without the proxy or mirror in between");
        }
      }
      Files.move(data, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + file.path() + " as " + target, e);
    }
  }

  /** Fetches the missing parts; returns whether all of them together are sound. */
  private boolean fetched() throws IOException {
    Path journal = data.resolveSibling(data.getFileName() + ".parts");
    PartJournal parts = PartJournal.open(journal, file.sizeBytes(), transfer.partBytes());
    if (!Files.exists(data)) {
      parts.clear();
    }
    try (FileChannel channel =
        FileChannel.open(data, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      parts.complete().forEach(part -> arrived.accept(part.end() - part.begin()));
      fetch(channel, parts);
      channel.truncate(file.sizeBytes());
      channel.force(true);
    }
    Files.deleteIfExists(journal);
    boolean sound = file.checksum().matches(data);
    if (!sound) {
      Files.delete(data);
    }
    return sound;
  }

  private void fetch(FileChannel channel, PartJournal parts) throws IOException {
    List<PartJournal.Part> missing = parts.missing();
    if (missing.isEmpty()) {
      return;
    }
    PartJournal.Part first = missing.getFirst();
    boolean ranges = new Range(channel, first.begin(), first.end()).run();
    parts.add(first);
    List<PartJournal.Part> others = missing.subList(1, missing.size());
    if (ranges) {
      fetchTogether(channel, parts, others);
    } else if (!others.isEmpty()) {
      // A server that sends everything, whatever is asked for: once more, in one go.
      new Range(channel, others.getFirst().begin(), others.getLast().end()).run();
    }
  }

  private void fetchTogether(FileChannel channel, PartJournal journal, List<PartJournal.Part> parts)
      throws IOException {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(transfer.connections(), Thread.ofVirtual().factory())) {
      for (PartJournal.Part part : parts) {
        running.add(
            pool.submit(
                () -> {
                  new Range(channel, part.begin(), part.end()).run();
                  journal.add(part);
                  return part;
                }));
      }
      try {
        for (Future<?> part : running) {
          part.get();
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw failure(e);
      } catch (InterruptedException e) {
        pool.shutdownNow();
        throw Retry.interrupted(file.path(), e);
      }
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new HubException("a range could not be fetched", e);
  }

  /** One range that arrives, in as many answers as it takes. */
  private final class Range {
    private final FileChannel channel;
    private final long end;
    private long at;
    private boolean ranges = true;

    Range(FileChannel channel, long begin, long end) {
      this.channel = channel;
      this.at = begin;
      this.end = end;
    }

    /** Returns whether the server sends ranges when it is asked for some. */
    boolean run() {
      Retry retry = http.retry();
      while (at < end) {
        long before = at;
        try {
          answer();
        } catch (IOException e) {
          if (at > before) {
            retry.progressed();
          }
          retry.failed(file.path(), e);
        }
      }
      return ranges;
    }

    private void answer() throws IOException {
      Map<String, String> range = Map.of("Range", "bytes=" + at + "-" + (end - 1));
      HttpResponse<InputStream> response = http.open(file.uri(), range, file.path());
      try (InputStream in = response.body();
          Watchdog watchdog = new Watchdog(in, transfer.patience())) {
        if (response.statusCode() == 206) {
          requireRange(response);
        } else {
          ranges = false;
          skip(in, watchdog);
        }
        copy(in, watchdog);
      }
    }

    private void requireRange(HttpResponse<?> response) throws IOException {
      String expected = "bytes " + at + "-" + (end - 1) + "/" + file.sizeBytes();
      String actual = HubHttp.header(response, "content-range").orElse("nothing");
      if (!actual.equals(expected)) {
        throw new IOException("the hub sends " + actual + " instead of " + expected);
      }
    }

    private void skip(InputStream in, Watchdog watchdog) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (long left = at; left > 0; ) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        requireMore(n);
        watchdog.alive();
        left -= n;
      }
    }

    private void copy(InputStream in, Watchdog watchdog) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (at < end) {
        int n = in.read(buffer, 0, (int) Math.min(end - at, buffer.length));
        requireMore(n);
        watchdog.alive();
        store(ByteBuffer.wrap(buffer, 0, n));
        at += n;
        arrived.accept(n);
      }
    }

    /** A full disk is no failure of the network: to try again would not help. */
    private void store(ByteBuffer bytes) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes, at + bytes.position());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot store " + file.path() + " in " + data, e);
      }
    }

    private void requireMore(int n) throws IOException {
      if (n < 0) {
        throw new IOException("the connection ended at byte " + at + " of " + file.sizeBytes());
      }
    }
  }
}
