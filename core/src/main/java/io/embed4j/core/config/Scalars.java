package io.embed4j.core.config;

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;

/** Numbers, words and truth values between YAML and record components. */
final class Scalars {
  private Scalars() {}

  /** Returns a value for a component of the given type. */
  static Object read(Class<?> declared, Node node) {
    Class<?> type = MethodType.methodType(declared).unwrap().returnType(); // int for Integer
    Object value = node.value();
    if (type == String.class) {
      return text(node);
    }
    if (type == boolean.class) {
      if (value instanceof Boolean) {
        return value;
      }
      throw node.expected("true or false");
    }
    if (type == int.class) {
      return Math.toIntExact(whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (type == long.class) {
      return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == float.class) {
      if (!(value instanceof Number number)) {
        throw node.expected("a number");
      }
      if (type == double.class) {
        return number.doubleValue();
      }
      return number.floatValue();
    }
    if (type.isEnum()) {
      return constant(type, node);
    }
    throw new IllegalStateException(type + " cannot be configured");
  }

  private static String text(Node node) {
    return switch (node.value()) {
      case String text -> text;
      case Number number -> number.toString();
      default -> throw node.expected("text");
    };
  }

  private static long whole(Node node, long min, long max) {
    if (!(node.value() instanceof Integer || node.value() instanceof Long)) {
      throw node.expected("a whole number");
    }
    long value = ((Number) node.value()).longValue();
    if (value < min || value > max) {
      throw node.expected("a whole number from " + min + " to " + max);
    }
    return value;
  }

  private static Object constant(Class<?> type, Node node) {
    List<Enum<?>> constants =
        Arrays.stream(type.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList();
    String written = String.valueOf(node.value());
    for (Enum<?> constant : constants) {
      if (Names.kebab(constant).equals(written)) {
        return constant;
      }
    }
    throw node.expected(
        "one of " + String.join(", ", constants.stream().map(Names::kebab).toList()));
  }
}
