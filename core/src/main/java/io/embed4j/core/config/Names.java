package io.embed4j.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Java names are written in configuration files, and which name somebody may have meant. */
public final class Names {
  private static final Pattern BEFORE_WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Names() {}

  /** Returns "label-smoothing" for labelSmoothing, "one-vs-all" for OneVsAll. */
  public static String kebab(String javaName) {
    return BEFORE_WORD.matcher(javaName).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** Returns "in-batch" for IN_BATCH. */
  public static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the name with the fewest edits from what was written, unless more than half of it (and
   * more than two letters) would have to change.
   */
  public static Optional<String> nearest(String written, Collection<String> names) {
    int bound = Math.max(2, written.length() / 2);
    return names.stream()
        .filter(name -> distance(written, name) <= bound)
        .min(
            Comparator.<String>comparingInt(name -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns insertions, deletions and replacements from a to b (Levenshtein 1966). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
