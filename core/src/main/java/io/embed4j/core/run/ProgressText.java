package io.embed4j.core.run;

import java.util.Locale;

/** Numbers of a progress display as short text. */
final class ProgressText {
  private ProgressText() {}

  /** Returns a rate such as "950/s", "12.3 k/s" or "1.9 M/s". */
  static String rate(double perSecond) {
    if (perSecond >= 1e6) {
      return String.format(Locale.ROOT, "%.1f M/s", perSecond / 1e6);
    }
    if (perSecond >= 1e3) {
      return String.format(Locale.ROOT, "%.1f k/s", perSecond / 1e3);
    }
    return String.format(Locale.ROOT, perSecond >= 10 ? "%.0f/s" : "%.1f/s", perSecond);
  }

  /** Returns a time such as "0:07", "12:30" or "3:05:00". */
  static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  /**
   * Returns share, count, rate and remaining time, such as " 25% 250/1000 50/s ETA 0:15"; what is
   * not known yet is left out.
   *
   * @param start how much had been done {@code seconds} ago
   */
  static String state(long start, long done, long total, double seconds) {
    StringBuilder text = new StringBuilder();
    if (total > 0) {
      text.append(String.format(Locale.ROOT, "%3d%%  %d/%d", 100 * done / total, done, total));
    } else {
      text.append(done);
    }
    if (done > start && seconds > 0) {
      double rate = (done - start) / seconds;
      text.append("  ").append(rate(rate));
      if (total > done) {
        text.append("  ETA ").append(time((total - done) / rate));
      }
    }
    return text.toString();
  }
}
