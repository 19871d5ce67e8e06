package io.embed4j.encode.text;

/** More texts wait for an encoder than it takes: try again later, or send fewer at once. */
public final class EncoderBusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EncoderBusyException(int waiting, int most) {
    super("%,d tokens wait for the encoder already, and at most %,d may".formatted(waiting, most));
  }
}
