package io.embed4j.search.lucene;

import io.embed4j.search.item.Attribute;
import io.embed4j.search.schema.VectorField;
import java.util.Optional;

/** Names of Lucene's fields: one for each kind of value, so that no two kinds meet in a field. */
public final class Fields {
  /** The id of an item. */
  public static final String ID = "id";

  /** Its text. */
  public static final String TEXT = "text";

  private static final String TERM = "term.";
  private static final String WHOLE = "whole.";
  private static final String REAL = "real.";
  private static final String VECTOR = "vector.";
  private static final String FIRST_PASS = "first.";

  private Fields() {}

  /** Returns the field of an attribute. */
  static String of(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Term term -> term(term.name());
      case Attribute.Whole whole -> whole(whole.name());
      case Attribute.Real real -> real(real.name());
    };
  }

  /** Returns the field of terms of a name. */
  static String term(String name) {
    return TERM + name;
  }

  /** Returns the field of whole numbers of a name. */
  static String whole(String name) {
    return WHOLE + name;
  }

  /** Returns the field of real numbers of a name. */
  static String real(String name) {
    return REAL + name;
  }

  /** Returns the field of whole vectors of a name. */
  public static String vector(String name) {
    return VECTOR + name;
  }

  /** Returns the field in which neighbours are looked for. */
  public static String searched(VectorField vector) {
    return (vector.hasFirstPass() ? FIRST_PASS : VECTOR) + vector.name();
  }

  static boolean isFirstPass(String field) {
    return field.startsWith(FIRST_PASS);
  }

  /** Returns the name of the vector that a field holds. */
  static String vectorName(String field) {
    return field.substring(field.indexOf('.') + 1);
  }

  /** Returns the attribute that a stored value is, or nothing for ids and texts. */
  static Optional<Attribute> attribute(String field, String text, Number number) {
    String name = field.substring(field.indexOf('.') + 1);
    if (field.startsWith(TERM)) {
      return Optional.of(new Attribute.Term(name, text));
    }
    if (field.startsWith(WHOLE)) {
      return Optional.of(new Attribute.Whole(name, number.longValue()));
    }
    if (field.startsWith(REAL)) {
      return Optional.of(new Attribute.Real(name, number.doubleValue()));
    }
    return Optional.empty();
  }
}
