package io.embed4j.search.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filters as people write them:
 *
 * <pre>
 *   or         = and { "or" and }
 *   and        = not { "and" not }
 *   not        = [ "not" ] ( "(" or ")" | comparison )
 *   comparison = name ( "=" | "!=" | ">=" | ">" | "&lt;=" | "&lt;" ) value
 * </pre>
 *
 * <p>A value stands in double quotes if it holds more than letters, digits and {@code -_./*:}. One
 * that ends in {@code *} means all terms that start so. A number means whole numbers and reals of
 * that name, and where it is asked for by {@code =}, terms as well.
 */
final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|!=|>=|<=|[=<>()]|[\\p{L}\\p{N}_./*:+-]+)");

  private final String expression;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  FilterParser(String expression) {
    this.expression = expression;
    Matcher matcher = TOKEN.matcher(expression.strip());
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), matcher.regionEnd());
    }
    if (matcher.regionStart() < matcher.regionEnd()) {
      throw fault("cannot read \"" + expression.strip().substring(matcher.regionStart()) + "\"");
    }
  }

  /**
   * Returns what the expression says.
   *
   * @throws IllegalArgumentException if it says nothing; the message tells where and what is wanted
   */
  Filter parse() {
    Filter filter = or();
    if (at < tokens.size()) {
      throw fault("expected \"and\", \"or\" or the end, found " + tokens.get(at));
    }
    return filter;
  }

  private Filter or() {
    List<Filter> parts = new ArrayList<>(List.of(and()));
    while (takes("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.Or(parts);
  }

  private Filter and() {
    List<Filter> parts = new ArrayList<>(List.of(not()));
    while (takes("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
  }

  private Filter not() {
    if (takes("not")) {
      return new Filter.Not(not());
    }
    if (takes("(")) {
      Filter inner = or();
      if (!takes(")")) {
        throw fault("expected \")\"");
      }
      return inner;
    }
    String name = next("a name");
    String operator = next("one of = != >= > <= <");
    String value = next("a value");
    return comparison(unquoted(name), operator, value);
  }

  private Filter comparison(String name, String operator, String value) {
    return switch (operator) {
      case "=" -> equal(name, value);
      case "!=" -> new Filter.Not(equal(name, value));
      case ">=" -> range(name, number(value), Double.POSITIVE_INFINITY);
      case ">" -> range(name, Math.nextUp(number(value)), Double.POSITIVE_INFINITY);
      case "<=" -> range(name, Double.NEGATIVE_INFINITY, number(value));
      case "<" -> range(name, Double.NEGATIVE_INFINITY, Math.nextDown(number(value)));
      default -> throw fault("expected one of = != >= > <= <, found " + operator);
    };
  }

  private static Filter equal(String name, String value) {
    if (value.startsWith("\"")) {
      return new Filter.Term(name, unquoted(value));
    }
    if (value.endsWith("*")) {
      return new Filter.Prefix(name, value.substring(0, value.length() - 1));
    }
    Filter term = new Filter.Term(name, value);
    return isNumber(value)
        ? new Filter.Or(
            List.of(term, range(name, Double.parseDouble(value), Double.parseDouble(value))))
        : term;
  }

  /** A double holds every whole number up to 2⁵³, and a clock is far below. */
  private static Filter range(String name, double least, double most) {
    Filter whole = new Filter.WholeRange(name, (long) Math.ceil(least), (long) Math.floor(most));
    return new Filter.Or(List.of(whole, new Filter.RealRange(name, least, most)));
  }

  private double number(String value) {
    if (!isNumber(value)) {
      throw fault("expected a number, found " + value);
    }
    return Double.parseDouble(value);
  }

  private static boolean isNumber(String value) {
    return value.matches("[+-]?\\d+(\\.\\d+)?");
  }

  private static String unquoted(String token) {
    return token.startsWith("\"") ? token.substring(1, token.length() - 1) : token;
  }

  private boolean takes(String word) {
    boolean here = at < tokens.size() && tokens.get(at).toLowerCase(Locale.ROOT).equals(word);
    at += here ? 1 : 0;
    return here;
  }

  private String next(String wanted) {
    if (at == tokens.size()) {
      throw fault("expected " + wanted + ", found the end");
    }
    return tokens.get(at++);
  }

  private IllegalArgumentException fault(String reason) {
    return new IllegalArgumentException("filter \"%s\": %s".formatted(expression, reason));
  }
}
