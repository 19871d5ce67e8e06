package io.embed4j.encode.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a model, and their SHA-256. */
public final class Fingerprints {
  private static final int BUFFER = 1 << 16;

  private Fingerprints() {}

  /** Returns the names of all files in a folder, as paths in it, without reading them. */
  static Map<String, Path> names(Path folder) {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      Map<String, Path> names = new TreeMap<>();
      files.forEach(file -> names.put(folder.relativize(file).toString().replace('\\', '/'), file));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Returns the SHA-256 of a file in hexadecimal digits. */
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the SHA-256 of a stream to its end. */
  private static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
