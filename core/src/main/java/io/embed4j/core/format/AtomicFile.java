package io.embed4j.core.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file that is replaced as a whole: new contents go to a temporary file in the same folder, reach
 * the disk (fsync), and then take the name in one step. Whatever happens, the name shows either the
 * old contents or the new ones.
 *
 * <p>{@link #write} does it in one call. Where several files belong together, {@link #stage} all of
 * them, then {@link #commit} them: a full disk is then noticed before the first one is replaced.
 *
 * <p>The temporary file of {@code name} is {@code .name.tmp}: a killed process leaves at most one,
 * and the next write reuses it. Two writers of one file at the same time are the caller's fault.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;

  private AtomicFile(Path target) {
    this.target = target.toAbsolutePath();
    this.temporary = this.target.resolveSibling("." + this.target.getFileName() + ".tmp");
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Contents {
    /** Writes everything to a channel that stands at the start of an empty file. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces a file, making its folder if it is missing.
   *
   * @throws UncheckedIOException if that fails; the old file is then unchanged and the temporary
   *     one is gone
   */
  public static void write(Path target, Contents contents) {
    try (AtomicFile file = stage(target, contents)) {
      file.commit();
    }
  }

  /**
   * Replaces a file as {@link #write} does, and leaves no temporary file behind where the process
   * is asked to end meanwhile (Ctrl-C): for contents that take long, and that nothing goes on from.
   */
  public static void writeOrVanish(Path target, Contents contents) {
    try (RemovalOnExit _ = new RemovalOnExit(new AtomicFile(target).temporary)) {
      write(target, contents);
    }
  }

  /** Replaces a file by a text in UTF-8; see {@link #write}. */
  public static void writeText(Path target, String text) {
    write(target, contents(text));
  }

  /** Replaces a file by bytes; see {@link #write}. */
  public static void writeBytes(Path target, byte[] bytes) {
    write(target, channel -> writeFully(channel, bytes));
  }

  /** Returns a text, in UTF-8, as contents. */
  public static Contents contents(String text) {
    return channel -> writeFully(channel, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the new contents of a file beside it, down to the disk, without replacing it yet.
   *
   * @throws UncheckedIOException if that fails; nothing is left behind
   */
  public static AtomicFile stage(Path target, Contents contents) {
    AtomicFile file = new AtomicFile(target);
    boolean complete = false;
    try {
      if (Files.exists(file.target) && !Files.isRegularFile(file.target)) {
        throw new IOException("a folder or device, where a file is expected");
      }
      Files.createDirectories(file.target.resolveSibling("."));
      try (FileChannel channel =
          FileChannel.open(
              file.temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        contents.writeTo(channel);
        channel.force(true);
      }
      complete = true;
      return file;
    } catch (IOException e) {
      throw file.failure(e);
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  /** Returns where the new contents are until {@link #commit}. */
  public Path stagedPath() {
    return temporary;
  }

  /**
   * Gives the new contents their name.
   *
   * @throws UncheckedIOException if that fails; the old file is then unchanged
   */
  public void commit() {
    try {
      try {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        throw new IOException("this file system cannot replace a file in one step", e);
      }
      syncFolder();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Removes the new contents if they were not committed. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // The write has already succeeded or failed for a better reason; a leftover is reused next
      // time, so it must not hide that outcome.
      return;
    }
  }

  /** Makes the new name itself survive a power cut; systems that cannot open folders need not. */
  private void syncFolder() throws IOException {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return;
    }
    try (FileChannel folder =
        FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "this user may not write there";
      case FileAlreadyExistsException e -> e.getFile() + " is a file, where a folder is expected";
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }

  private UncheckedIOException failure(IOException cause) {
    String reason = reason(cause);
    String advice =
        reason.toLowerCase(Locale.ROOT).contains("no space left")
            ? "; free some space on this disk and try again"
            : "";
    String before = Files.isRegularFile(target) ? "; the earlier file is unchanged" : "";
    return new UncheckedIOException(
        new IOException("cannot write " + target + ": " + reason + before + advice, cause));
  }

  /** Writes all of {@code bytes}. */
  static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    writeFully(channel, ByteBuffer.wrap(bytes));
  }

  /** Writes all that remains in {@code buffer}. */
  static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
