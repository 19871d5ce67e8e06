package io.embed4j.encode.audio;

/** What has become of a file of a batch: one that cannot be read does not stop the others. */
public sealed interface AudioEncoding {
  /**
   * A vector.
   *
   * @param vector of length 1
   * @param seconds how long the sound is
   */
  record Encoded(float[] vector, double seconds) implements AudioEncoding {}

  /**
   * No vector.
   *
   * @param reason why, as a sentence that names the file
   */
  record Failed(String reason) implements AudioEncoding {}
}
