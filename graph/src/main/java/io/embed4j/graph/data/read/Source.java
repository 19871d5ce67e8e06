package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A named stream of bytes: a file or a resource.
 *
 * @param name name for messages; its ending says what the format is
 * @param opening opens the stream from the start
 */
public record Source(String name, Opening opening) {
  private static final int GZIP_BUFFER = 1 << 16;

  /** Opens a stream. */
  public interface Opening {
    /** Returns the bytes from the start. */
    InputStream open() throws IOException;
  }

  /** Returns a file as a source. */
  public static Source of(Path path) {
    return new Source(path.toString(), () -> Files.newInputStream(path));
  }

  /** Returns the last part of the name. */
  String fileName() {
    return name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
  }

  /** Returns the last part of the name in lower case without ".gz". */
  String format() {
    String lower = fileName().toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
  }

  /**
   * Opens the source; gzip is recognised by its first two bytes, whatever the name.
   *
   * @throws DataFormatException if there is no such file, it is a folder, may not be read or is
   *     empty
   */
  InputStream open() {
    try {
      PushbackInputStream in = new PushbackInputStream(opening.open(), 2);
      byte[] magic = in.readNBytes(2);
      if (magic.length == 0) {
        in.close();
        throw new DataFormatException(name + ": the file is empty");
      }
      in.unread(magic);
      boolean zipped = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
      return zipped ? new GZIPInputStream(in, GZIP_BUFFER) : in;
    } catch (NoSuchFileException e) {
      throw failure("there is no such file or folder", e);
    } catch (AccessDeniedException e) {
      throw failure("permission to read it is missing", e);
    } catch (IOException e) {
      throw failure(
          isFolder() ? "expected a file, found a folder" : "cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isFolder() {
    return Files.isDirectory(Path.of(name));
  }

  private DataFormatException failure(String reason, IOException cause) {
    DataFormatException failure = new DataFormatException(name + ": " + reason);
    failure.initCause(cause);
    return failure;
  }
}
