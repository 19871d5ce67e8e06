package io.embed4j.encode.token.split;

import java.util.ArrayDeque;
import java.util.Map;

/**
 * Translates regular expressions of Oniguruma (Ruby syntax), in which {@code tokenizer.json} is
 * written, to those of the JDK. They differ in what some classes hold, in classes named in
 * brackets, and in {@code {n,m}+}, which is no possessive quantifier in Ruby. The boundary {@code
 * \b} stays the JDK's, for which {@code ²} and its like are no part of a word.
 */
final class Oniguruma {
  private static final String WORD = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}";

  /** What Oniguruma also takes for part of a word, but not where the class stands in brackets. */
  private static final String WORD_OUTSIDE = WORD + "\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE";

  private static final String HEX = "0-9a-fA-F";

  /** What stands for a class outside of brackets. */
  private static final Map<Character, String> CLASSES =
      Map.of(
          's',
          "\\p{IsWhite_Space}",
          'S',
          "\\P{IsWhite_Space}",
          'd',
          "\\p{Nd}",
          'D',
          "\\P{Nd}",
          'w',
          "[" + WORD_OUTSIDE + "]",
          'W',
          "[^" + WORD_OUTSIDE + "]",
          'h',
          "[" + HEX + "]",
          'H',
          "[^" + HEX + "]");

  /** What stands for a class in brackets: never more brackets, which a negation would not reach. */
  private static final Map<Character, String> CLASSES_IN_BRACKETS =
      Map.of(
          's', "\\p{IsWhite_Space}",
          'S', "\\P{IsWhite_Space}",
          'd', "\\p{Nd}",
          'D', "\\P{Nd}",
          'w', WORD,
          'h', HEX);

  private static final Map<String, String> NAMED =
      Map.of(
          "alpha", "\\p{IsAlphabetic}",
          "digit", "\\p{Nd}",
          "alnum", "\\p{IsAlphabetic}\\p{Nd}",
          "upper", "\\p{IsUppercase}",
          "lower", "\\p{IsLowercase}",
          "space", "\\p{IsWhite_Space}",
          "punct", "\\p{P}$+<=>\\^`|~",
          "cntrl", "\\p{Cc}",
          "xdigit", HEX,
          "word", WORD);

  private final String regex;
  private final StringBuilder java = new StringBuilder();
  private int position;
  private int classDepth;
  private final ArrayDeque<Integer> groups = new ArrayDeque<>(); // where open groups begin
  private int atom; // where the last complete atom begins in the result

  private Oniguruma(String regex) {
    this.regex = regex;
  }

  /** Returns the same expression for {@link java.util.regex.Pattern}. */
  static String toJava(String regex) {
    return new Oniguruma(regex).translate();
  }

  private String translate() {
    while (position < regex.length()) {
      if (classDepth > 0) {
        inBrackets(regex.charAt(position));
      } else {
        outside(regex.charAt(position));
      }
    }
    return java.toString();
  }

  private void inBrackets(char c) {
    if (c == '\\') {
      escape();
    } else if (c == '[') {
      if (!named()) {
        openBracket();
      }
    } else {
      classDepth -= c == ']' ? 1 : 0;
      copy(1);
    }
  }

  private void outside(char c) {
    int begin = java.length();
    switch (c) {
      case '\\' -> escape();
      case '[' -> openBracket();
      case '(' -> {
        groups.push(begin);
        copy(1);
        return;
      }
      case ')' -> {
        copy(1);
        atom = groups.isEmpty() ? begin : groups.pop();
        return;
      }
      case '{' -> {
        interval();
        return;
      }
      case '*', '+', '?' -> {
        copy(1);
        return;
      }
      default -> copy(1);
    }
    atom = begin;
  }

  private void openBracket() {
    classDepth++;
    copy(regex.startsWith("[^", position) ? 2 : 1);
    if (position < regex.length() && regex.charAt(position) == ']') {
      java.append('\\'); // a bracket right at the beginning stands for itself
      copy(1);
    }
  }

  private void copy(int chars) {
    java.append(regex, position, position + chars);
    position += chars;
  }

  private void escape() {
    if (position + 1 == regex.length()) {
      throw new IllegalArgumentException("nothing stands behind the last \\: " + regex);
    }
    char c = regex.charAt(position + 1);
    if (classDepth > 0 && (c == 'W' || c == 'H')) {
      throw new IllegalArgumentException("\\" + c + " in brackets is not supported: " + regex);
    }
    String known = (classDepth > 0 ? CLASSES_IN_BRACKETS : CLASSES).get(c);
    if (known == null) {
      java.append('\\').append(c);
    } else {
      java.append(known);
    }
    position += 2;
  }

  /** Translates {@code [:name:]}; returns false if there is none here. */
  private boolean named() {
    if (!regex.startsWith("[:", position)) {
      return false;
    }
    int end = regex.indexOf(":]", position + 2);
    String known = end < 0 ? null : NAMED.get(regex.substring(position + 2, end));
    if (known == null) {
      return false;
    }
    java.append(known);
    position = end + 2;
    return true;
  }

  /** Copies {@code {n,m}}; where a plus follows, the whole repeats. */
  private void interval() {
    int end = regex.indexOf('}', position);
    copy(end < 0 ? 1 : end + 1 - position);
    if (end >= 0 && position < regex.length() && regex.charAt(position) == '+') {
      java.insert(atom, "(?:").append(')');
    }
  }
}
