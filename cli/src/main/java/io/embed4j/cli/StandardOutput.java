package io.embed4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Standard output that remembers why it failed; a {@code PrintWriter} on it tells only that. */
final class StandardOutput extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  /** Returns why what was printed did not arrive, unless its reader had read enough and left. */
  Optional<IOException> failure() {
    return failure.filter(e -> !String.valueOf(e.getMessage()).matches("(?i).*\\bpipe\\b.*"));
  }

  /** Returns what to tell of a failure. */
  static String sentence(IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    String advice =
        reason.toLowerCase(Locale.ROOT).contains("no space left")
            ? "; free some space on that disk and try again"
            : "";
    return "what was to be printed is not complete: " + reason + advice;
  }
}
