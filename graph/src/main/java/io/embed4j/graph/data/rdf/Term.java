package io.embed4j.graph.data.rdf;

/**
 * A term of a statement: an IRI, a blank node or a literal. One object is filled again and again;
 * valid until the reader moves on.
 */
public final class Term {
  /** What a term is. */
  public enum Kind {
    /** The text is the IRI without angle brackets. */
    IRI,
    /** The text is the node with its prefix {@code _:}. */
    BLANK_NODE,
    /** A literal of type xsd:string. */
    PLAIN_LITERAL,
    /** A literal whose suffix is the language tag without @. */
    TAGGED_LITERAL,
    /** A literal whose suffix is the IRI of its datatype. */
    TYPED_LITERAL
  }

  private Kind kind = Kind.IRI;
  private final ByteText text = new ByteText();
  private final ByteText suffix = new ByteText();

  Term() {}

  /** Returns what the term is. */
  public Kind kind() {
    return kind;
  }

  /** Says whether the term is a literal of any kind. */
  public boolean isLiteral() {
    return kind != Kind.IRI && kind != Kind.BLANK_NODE;
  }

  /** Returns the IRI, the node or the text of the literal, unescaped. */
  public ByteText text() {
    return text;
  }

  /** Returns the language or the datatype of a literal that has one. */
  public ByteText suffix() {
    return suffix;
  }

  /**
   * Returns a literal as N-Triples writes it in canonical form (RDF 1.1 N-Triples, section 4): two
   * spellings of one literal give one name.
   */
  public String canonicalLiteral() {
    String escaped =
        text.toString()
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
    return switch (kind) {
      case TAGGED_LITERAL -> "\"" + escaped + "\"@" + suffix;
      case TYPED_LITERAL -> "\"" + escaped + "\"^^<" + suffix + ">";
      case PLAIN_LITERAL, IRI, BLANK_NODE -> "\"" + escaped + "\"";
    };
  }

  void become(Kind other) {
    kind = other;
  }
}
