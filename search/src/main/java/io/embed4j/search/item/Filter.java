package io.embed4j.search.item;

import java.util.List;

/** Which items of an index are meant. */
public sealed interface Filter {
  /** Every item. */
  record All() implements Filter {}

  /** Items that have a term of this name and value. */
  record Term(String name, String value) implements Filter {}

  /** Items that have a term of this name that starts so, such as the path of a folder. */
  record Prefix(String name, String start) implements Filter {}

  /** Items that have a whole number of this name from {@code least} to {@code most}, both in. */
  record WholeRange(String name, long least, long most) implements Filter {}

  /** Items that have a real number of this name from {@code least} to {@code most}, both in. */
  record RealRange(String name, double least, double most) implements Filter {}

  /** Items that all parts mean; every item if there are none. */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** Items that any part means; none if there are none. */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** Items that another filter does not mean. */
  record Not(Filter filter) implements Filter {}

  /** Returns the filter that means every item. */
  static Filter all() {
    return new All();
  }

  /** Returns the items that both mean. */
  default Filter and(Filter other) {
    return this instanceof All ? other : new And(List.of(this, other));
  }

  /** Returns the filter that an expression says; see {@link FilterParser}. */
  static Filter parse(String expression) {
    return new FilterParser(expression).parse();
  }
}
