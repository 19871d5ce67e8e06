package io.embed4j.search.folder;

import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * By what a file is known to be as it was: size and time, or else its contents.
 *
 * @param modified milliseconds since 1970
 * @param sha256 of the contents; "" if not known
 */
record FileStamp(long bytes, long modified, String sha256) {
  /** Returns size and time of a file, without reading it. */
  static FileStamp quick(Path file) throws IOException {
    return new FileStamp(Files.size(file), Files.getLastModifiedTime(file).toMillis(), "");
  }

  /** Returns the same with the sum of the contents. */
  FileStamp full(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return new FileStamp(bytes, modified, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns whether a file seems to be as it was. */
  boolean isQuickly(FileStamp other) {
    return bytes == other.bytes && modified == other.modified;
  }

  /** Returns what an index keeps of this. */
  List<Attribute> attributes() {
    return List.of(
        new Attribute.Whole("bytes", bytes),
        new Attribute.Whole("modified", modified),
        new Attribute.Term("sha256", sha256));
  }

  /** Returns what {@link #attributes} keeps. */
  static FileStamp of(Item item) {
    return new FileStamp(
        item.whole("bytes").orElse(-1),
        item.whole("modified").orElse(-1),
        item.term("sha256").orElse(""));
  }
}
