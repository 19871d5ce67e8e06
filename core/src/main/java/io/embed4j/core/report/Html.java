package io.embed4j.core.report;

/** Text inside HTML. */
final class Html {
  private Html() {}

  /** Returns a text that a browser shows as it is, also within an attribute's quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
