package io.embed4j.graph.data.rdf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.graph.data.rdf.Term.Kind;

/**
 * Reads single terms from the bytes of a line (W3C RDF 1.1 N-Triples, section 7). Positions are
 * indices into the buffer. Not thread-safe.
 */
final class TermScanner {
  /** Bytes that may stand in an IRI as they are; all bytes above 127 may. */
  private static final boolean[] IN_IRI = new boolean[256];

  /** Bytes of a literal that are not special. */
  private static final boolean[] IN_LITERAL = new boolean[256];

  static {
    for (int b = 0; b < 256; b++) {
      IN_IRI[b] = b > ' ' && "<>\"{}|^`\\".indexOf(b) < 0;
      IN_LITERAL[b] = b != '"' && b != '\\' && b != '\r';
    }
  }

  private byte[] bytes = {};
  private int end;
  private int at;

  /** Starts at the beginning of a line. */
  void start(byte[] buffer, int from, int to) {
    bytes = buffer;
    at = from;
    end = to;
  }

  int position() {
    return at;
  }

  void skipSpaces() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  /** Returns the byte at the position, or 0 at the end of the line. */
  byte peek() {
    return at < end ? bytes[at] : 0;
  }

  /** Says whether the line goes on with a statement about a statement (RDF 1.2, RDF-star). */
  boolean isTripleTermNext() {
    return at + 1 < end && bytes[at] == '<' && bytes[at + 1] == '<';
  }

  void skip(char expected, String what) throws SyntaxFault {
    if (peek() != expected) {
      throw fault(what);
    }
    at++;
  }

  /** Returns a fault here that says what was expected and what stands here. */
  SyntaxFault fault(String expected) {
    return new SyntaxFault(at, "expected " + expected + ", found " + found(at));
  }

  /** Reads an absolute IRI in angle brackets. */
  void iri(Term term) throws SyntaxFault {
    term.become(Kind.IRI);
    iri(term.text());
  }

  private void iri(ByteText text) throws SyntaxFault {
    int open = at;
    skip('<', "<");
    int from = at;
    while (at < end && IN_IRI[bytes[at] & 0xff]) {
      at++;
    }
    if (peek() == '\\') {
      escapedIri(text, from);
    } else {
      text.refer(bytes, from, at);
    }
    if (peek() != '>') {
      throw fault("a character of an IRI or >");
    }
    at++;
    if (!hasScheme(text)) {
      throw new SyntaxFault(open, "expected an absolute IRI, found <" + text + ">");
    }
  }

  private void escapedIri(ByteText text, int from) throws SyntaxFault {
    text.clear();
    text.append(bytes, from, at);
    while (at < end && (IN_IRI[bytes[at] & 0xff] || bytes[at] == '\\')) {
      int run = at;
      if (bytes[at] == '\\') {
        int codePoint = unicodeEscape();
        if (codePoint < 256 && !IN_IRI[codePoint]) {
          throw new SyntaxFault(run, "expected a character of an IRI, found the escape of another");
        }
        text.append(codePoint);
      } else {
        at++;
        text.append(bytes, run, at);
      }
    }
  }

  private static boolean hasScheme(ByteText iri) {
    byte[] b = iri.bytes();
    int to = iri.start() + iri.length();
    for (int i = iri.start(); i < to; i++) {
      if (b[i] == ':') {
        return i > iri.start();
      }
      boolean letter = isLetter(b[i]);
      if (!letter && (i == iri.start() || !(isDigit(b[i]) || "+-.".indexOf(b[i]) >= 0))) {
        return false;
      }
    }
    return false;
  }

  /** Reads a blank node such as {@code _:b1}. */
  void blankNode(Term term) throws SyntaxFault {
    int from = at;
    skip('_', "_:");
    skip(':', "_:");
    int label = at;
    while (at < end && (isLabel(bytes[at]) || (at > label && "-.".indexOf(bytes[at]) >= 0))) {
      at++;
    }
    while (at > label && bytes[at - 1] == '.') {
      at--; // the dot that ends the statement may follow at once
    }
    if (at == label) {
      throw fault("the label of a blank node");
    }
    term.become(Kind.BLANK_NODE);
    term.text().refer(bytes, from, at);
  }

  private static boolean isLabel(byte b) {
    return b < 0 || isLetter(b) || isDigit(b) || b == '_' || b == ':';
  }

  /** Reads a literal with its language or datatype. */
  void literal(Term term) throws SyntaxFault {
    skip('"', "\"");
    quoted(term.text());
    if (peek() == '@') {
      at++;
      term.become(Kind.TAGGED_LITERAL);
      language(term.suffix());
    } else if (peek() == '^') {
      at++;
      skip('^', "^^");
      term.become(Kind.TYPED_LITERAL);
      iri(term.suffix());
    } else {
      term.become(Kind.PLAIN_LITERAL);
    }
  }

  private void quoted(ByteText text) throws SyntaxFault {
    int from = at;
    while (at < end && IN_LITERAL[bytes[at] & 0xff]) {
      at++;
    }
    if (peek() == '\\') {
      text.clear();
      while (peek() == '\\') {
        text.append(bytes, from, at);
        text.append(escape());
        from = at;
        while (at < end && IN_LITERAL[bytes[at] & 0xff]) {
          at++;
        }
      }
      text.append(bytes, from, at);
    } else {
      text.refer(bytes, from, at);
    }
    skip('"', "the closing quote of a literal");
  }

  private void language(ByteText text) throws SyntaxFault {
    int from = at;
    while (at < end && isLetter(bytes[at])) {
      at++;
    }
    if (at == from) {
      throw fault("a language tag");
    }
    while (peek() == '-') {
      int part = at;
      at += at + 1 < end && bytes[at + 1] == '-' ? 2 : 1; // two before a base direction (RDF 1.2)
      while (at < end && (isLetter(bytes[at]) || isDigit(bytes[at]))) {
        at++;
      }
      if (bytes[at - 1] == '-') {
        at = part;
        throw fault("the rest of a language tag");
      }
    }
    text.refer(bytes, from, at);
  }

  private int escape() throws SyntaxFault {
    int plain = at + 1 < end ? "tbnrf\"'\\".indexOf(bytes[at + 1]) : -1;
    if (plain < 0) {
      return unicodeEscape();
    }
    at += 2;
    return "\t\b\n\r\f\"'\\".charAt(plain);
  }

  private int unicodeEscape() throws SyntaxFault {
    int open = at;
    int digits = at + 1 >= end ? 0 : bytes[at + 1] == 'u' ? 4 : bytes[at + 1] == 'U' ? 8 : 0;
    long codePoint = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at + 2 + i < end ? Character.digit(bytes[at + 2 + i], 16) : -1;
      codePoint = digit < 0 ? -1L << 40 : codePoint << 4 | digit;
    }
    boolean surrogate = codePoint >= 0xd800 && codePoint < 0xe000;
    if (digits == 0 || codePoint < 0 || codePoint > 0x10ffff || surrogate) {
      throw new SyntaxFault(
          open, "expected an escape such as \\n, \\u00E9 or \\U0001F600, found " + found(open));
    }
    at += 2 + digits;
    return (int) codePoint;
  }

  private String found(int from) {
    if (from >= end) {
      return "the end of the line";
    }
    int to = Math.min(end, from + 24);
    while (to < end && (bytes[to] & 0xc0) == 0x80) {
      to++;
    }
    return new String(bytes, from, to - from, UTF_8) + (to < end ? "…" : "");
  }

  private static boolean isLetter(byte b) {
    return (b | 32) >= 'a' && (b | 32) <= 'z';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
