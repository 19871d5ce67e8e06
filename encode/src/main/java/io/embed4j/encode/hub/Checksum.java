package io.embed4j.encode.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the bytes of a file must add up to. A hub gives it as the ETag: of a large file its SHA-256,
 * of a small one the name of its git blob, which is the SHA-1 of {@code "blob SIZE\0"} and the
 * bytes.
 *
 * @param hex 64 or 40 hexadecimal digits
 */
record Checksum(String hex) {
  private static final int SHA_256_DIGITS = 64;
  private static final int BUFFER_BYTES = 1 << 20;

  /** Returns the checksum that an ETag is, or nothing if it is something else. */
  static Optional<Checksum> ofEtag(String etag) {
    String hex = etag.replaceFirst("^W/", "").replace("\"", "");
    return hex.matches("[0-9a-f]{40}|[0-9a-f]{64}")
        ? Optional.of(new Checksum(hex))
        : Optional.empty();
  }

  boolean matches(Path file) throws IOException {
    boolean sha256 = hex.length() == SHA_256_DIGITS;
    MessageDigest digest = digest(sha256 ? "SHA-256" : "SHA-1");
    if (!sha256) {
      String start = "blob " + Files.size(file) + "\0";
      digest.update(start.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
