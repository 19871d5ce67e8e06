package io.embed4j.graph.store;

import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and texts, in lower-case hexadecimal. */
final class Checksums {
  private static final int BUFFER_BYTES = 1 << 20;

  private Checksums() {}

  /**
   * What a file must be.
   *
   * @param sizeBytes its length
   * @param sha256 its checksum
   */
  record Expected(long sizeBytes, String sha256) {}

  static Expected of(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MessageDigest digest = sha256();
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
      return new Expected(channel.size(), HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Refuses a file that is missing, of another length or of another checksum. */
  static void require(Path path, Expected expected) {
    if (!Files.isRegularFile(path)) {
      throw new ModelFormatException(path + ": this file of the model is missing");
    }
    Expected found = of(path);
    if (found.sizeBytes() != expected.sizeBytes()) {
      throw new ModelFormatException(
          path
              + (found.sizeBytes() < expected.sizeBytes() ? ": truncated" : ": too long")
              + ": must have "
              + expected.sizeBytes()
              + " bytes, but has "
              + found.sizeBytes());
    }
    if (!found.equals(expected)) {
      throw new ModelFormatException(
          path
              + ": damaged, or not of this model: its SHA-256 is "
              + found.sha256()
              + " instead of "
              + expected.sha256());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
