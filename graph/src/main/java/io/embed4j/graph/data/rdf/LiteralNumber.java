package io.embed4j.graph.data.rdf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;

/** Turns typed literals of XML Schema into numbers. */
public final class LiteralNumber {
  private static final byte[] XSD = "http://www.w3.org/2001/XMLSchema#".getBytes(US_ASCII);
  private static final Set<String> NUMBERS =
      Set.of(
          "integer",
          "decimal",
          "double",
          "float",
          "int",
          "long",
          "short",
          "byte",
          "nonNegativeInteger",
          "positiveInteger",
          "nonPositiveInteger",
          "negativeInteger",
          "unsignedInt",
          "unsignedLong",
          "unsignedShort",
          "unsignedByte");

  private LiteralNumber() {}

  /**
   * Returns the value of a number, or of a date as a number of years (1 July 2020 is about 2020.5);
   * empty for any other literal and for one that its datatype does not allow.
   */
  public static OptionalDouble of(Term literal) {
    ByteText type = literal.suffix();
    if (literal.kind() != Term.Kind.TYPED_LITERAL || !startsWithXsd(type)) {
      return OptionalDouble.empty();
    }
    String name = type.toString().substring(XSD.length);
    String text = literal.text().toString().strip();
    try {
      return switch (name) {
        case "gYear" -> OptionalDouble.of(Integer.parseInt(withoutZone(text)));
        case "date", "dateTime" -> OptionalDouble.of(years(text));
        case String other when NUMBERS.contains(other) -> number(text);
        default -> OptionalDouble.empty();
      };
    } catch (NumberFormatException | DateTimeException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean startsWithXsd(ByteText type) {
    return type.length() > XSD.length
        && Arrays.equals(type.bytes(), type.start(), type.start() + XSD.length, XSD, 0, XSD.length);
  }

  /** Java would take "1f" and "0x1p3" for numbers too; XML Schema does not. */
  private static OptionalDouble number(String text) {
    boolean plain = text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0);
    return plain ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
  }

  private static double years(String text) {
    String day =
        withoutZone(text.substring(0, text.indexOf('T') < 0 ? text.length() : text.indexOf('T')));
    LocalDate date = LocalDate.parse(day);
    return date.getYear() + (date.getDayOfYear() - 1.0) / date.lengthOfYear();
  }

  /** Cuts a time zone (Z, +08:00) off a year or a date. */
  private static String withoutZone(String text) {
    return text.replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "");
  }
}
