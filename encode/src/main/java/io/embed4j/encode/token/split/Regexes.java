package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Text;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finders of regular expressions in the syntax of Oniguruma. */
public final class Regexes {
  private static final int FLAGS =
      Pattern.UNICODE_CHARACTER_CLASS
          | Pattern.UNICODE_CASE
          | Pattern.MULTILINE
          | Pattern.UNIX_LINES;

  /** Expressions that are known word for word, written out by hand. */
  private static final Map<String, Scanner> KNOWN =
      Map.of(
          Gpt2Scanner.REGEX, Gpt2Scanner.PATTERN,
          DigitRunScanner.QWEN2_REGEX, DigitRunScanner.QWEN2,
          DigitRunScanner.LLAMA3_REGEX, DigitRunScanner.LLAMA3,
          DigitRunScanner.CL100K_REGEX, DigitRunScanner.LLAMA3);

  private Regexes() {}

  /**
   * Returns a finder of an expression: a scanner where there is one, otherwise the JDK's engine.
   *
   * @throws IllegalArgumentException if the expression is not understood
   */
  public static Finder finder(String regex) {
    Scanner scanner = KNOWN.get(regex);
    return scanner != null ? scanner : general(regex);
  }

  /** Returns a finder that uses the JDK's engine in any case. */
  static Finder general(String regex) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(Oniguruma.toJava(regex), FLAGS);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + e.getDescription(), e);
    }
    return (text, from, to, matches) -> find(pattern, text, from, to, matches);
  }

  private static void find(Pattern pattern, Text text, int from, int to, Matches matches) {
    matches.start(from);
    String string = text.string(from, to);
    boolean plain = string.length() == to - from; // each code point is one UTF-16 unit
    Matcher matcher = pattern.matcher(string);
    int unit = 0;
    int index = from;
    int lastEnd = -1;
    while (matcher.find()) {
      boolean empty = matcher.end() == matcher.start();
      if (empty && (matcher.end() == lastEnd || isInPair(string, matcher.end()))) {
        continue; // Oniguruma finds no empty match right behind another one, or in a code point
      }
      lastEnd = matcher.end();
      int start = index + (plain ? matcher.start() - unit : points(string, unit, matcher.start()));
      int end =
          start
              + (plain
                  ? matcher.end() - matcher.start()
                  : points(string, matcher.start(), matcher.end()));
      matches.match(start, end);
      unit = matcher.end();
      index = end;
    }
    matches.finish(to);
  }

  private static boolean isInPair(String string, int index) {
    return index > 0
        && index < string.length()
        && Character.isSurrogatePair(string.charAt(index - 1), string.charAt(index));
  }

  private static int points(String string, int from, int to) {
    return string.codePointCount(from, to);
  }
}
