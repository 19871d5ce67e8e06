package io.embed4j.graph.data.rdf;

/** A fault at a position of a line; it ends the line, not the file. */
final class SyntaxFault extends Exception {
  private static final long serialVersionUID = 1;

  private final int position;
  private final String reason;

  SyntaxFault(int position, String reason) {
    super(reason, null, false, false); // no stack trace: files may hold many faults
    this.position = position;
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  int position() {
    return position;
  }
}
