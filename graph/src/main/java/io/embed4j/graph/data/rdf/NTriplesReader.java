package io.embed4j.graph.data.rdf;

import io.embed4j.graph.data.line.LineReader;

/**
 * Reads N-Triples or N-Quads statement by statement (W3C RDF 1.1; a base direction of RDF 1.2 is
 * accepted as part of the language tag). A faulty line is reported to the error log of the lines
 * and skipped. Statements about statements are counted and skipped. Not thread-safe.
 */
public final class NTriplesReader {
  /** The two line formats. */
  public enum Syntax {
    N_TRIPLES,
    /** With the name of a graph as an optional fourth term. */
    N_QUADS
  }

  private final LineReader lines;
  private final Syntax syntax;
  private final TermScanner scanner = new TermScanner();
  private final Term subject = new Term();
  private final Term predicate = new Term();
  private final Term object = new Term();
  private final Term graph = new Term();
  private boolean inGraph;
  private long skipped;
  private long tripleTerms;

  /** Reads from the next line on. */
  public NTriplesReader(LineReader lines, Syntax syntax) {
    this.lines = lines;
    this.syntax = syntax;
  }

  /** Moves to the next good statement; says whether there is one. */
  public boolean next() {
    while (lines.next()) {
      try {
        if (statement()) {
          return true;
        }
      } catch (SyntaxFault fault) {
        lines.report(fault.position(), fault.reason());
      }
    }
    return false;
  }

  /** Returns the subject: an IRI or a blank node. */
  public Term subject() {
    return subject;
  }

  /** Returns the predicate: an IRI. */
  public Term predicate() {
    return predicate;
  }

  /** Returns the object. */
  public Term object() {
    return object;
  }

  /** Says whether the statement stands in a named graph. */
  public boolean isInGraph() {
    return inGraph;
  }

  /** Returns the name of the graph; meaningful if {@link #isInGraph}. */
  public Term graph() {
    return graph;
  }

  /** Returns how many blank lines and comments were passed over. */
  public long skipped() {
    return skipped;
  }

  /** Returns how many statements about statements were passed over. */
  public long tripleTerms() {
    return tripleTerms;
  }

  /** Reads the statement of a line; says whether there is one to use. */
  private boolean statement() throws SyntaxFault {
    scanner.start(lines.bytes(), lines.start(), lines.end());
    scanner.skipSpaces();
    if (scanner.position() == lines.end() || scanner.peek() == '#') {
      skipped++;
      return false;
    }
    if (scanner.isTripleTermNext()) {
      tripleTerms++;
      return false;
    }
    node(subject, "a subject: <IRI> or _:label");
    scanner.skipSpaces();
    if (scanner.peek() != '<') {
      throw scanner.fault("a predicate: <IRI>");
    }
    scanner.iri(predicate);
    scanner.skipSpaces();
    if (scanner.isTripleTermNext()) {
      tripleTerms++;
      return false;
    }
    if (scanner.peek() == '"') {
      scanner.literal(object);
    } else {
      node(object, "an object: <IRI>, _:label or \"literal\"");
    }
    end();
    return true;
  }

  private void node(Term term, String expected) throws SyntaxFault {
    switch (scanner.peek()) {
      case '<' -> scanner.iri(term);
      case '_' -> scanner.blankNode(term);
      default -> throw scanner.fault(expected);
    }
  }

  /** Reads what follows the object: the graph, the dot, a comment. */
  private void end() throws SyntaxFault {
    scanner.skipSpaces();
    inGraph = syntax == Syntax.N_QUADS && (scanner.peek() == '<' || scanner.peek() == '_');
    if (inGraph) {
      node(graph, "the name of a graph: <IRI> or _:label");
      scanner.skipSpaces();
    }
    String expected =
        syntax == Syntax.N_TRIPLES && scanner.peek() == '<'
            ? "a dot after the object (four terms belong in a file that ends in .nq)"
            : "a dot after the object";
    scanner.skip('.', expected);
    scanner.skipSpaces();
    if (scanner.position() < lines.end() && scanner.peek() != '#') {
      throw scanner.fault("the end of the line or a comment");
    }
  }
}
