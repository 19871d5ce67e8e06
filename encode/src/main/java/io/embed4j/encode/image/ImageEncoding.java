package io.embed4j.encode.image;

/** What has become of a file of a batch: one that cannot be read does not stop the others. */
public sealed interface ImageEncoding {
  /**
   * A vector.
   *
   * @param vector of length 1
   */
  record Encoded(float[] vector) implements ImageEncoding {}

  /**
   * No vector.
   *
   * @param reason why, as a sentence that names the file
   */
  record Failed(String reason) implements ImageEncoding {}
}
