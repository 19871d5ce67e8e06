package io.embed4j.search.item;

/** A named value of an item that filters can ask for. An item may have several of one name. */
public sealed interface Attribute {
  /** Returns the name. */
  String name();

  /** Returns the value as people read it. */
  String shown();

  /** A word or a path: found as a whole, letter by letter. */
  record Term(String name, String value) implements Attribute {
    @Override
    public String shown() {
      return value;
    }
  }

  /** A whole number, such as a page, or a time in milliseconds. */
  record Whole(String name, long value) implements Attribute {
    @Override
    public String shown() {
      return Long.toString(value);
    }
  }

  /** A number with decimals; finite. */
  record Real(String name, double value) implements Attribute {
    public Real {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " must be finite, but is " + value);
      }
    }

    @Override
    public String shown() {
      return Double.toString(value);
    }
  }
}
