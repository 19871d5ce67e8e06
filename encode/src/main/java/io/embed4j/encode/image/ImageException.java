package io.embed4j.encode.image;

/** A picture that cannot be read: what is wrong with which file, and what to do. */
public final class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param name of the file, or what else people call the picture
   */
  public ImageException(String name, String reason) {
    super(name + ": " + reason);
  }

  /** Says what is wrong, and what the decoder said. */
  ImageException(String name, String reason, Throwable cause) {
    super(name + ": " + reason, cause);
  }
}
