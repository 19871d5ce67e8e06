package io.embed4j.core.report;

import java.util.List;
import java.util.Map;

/** An HTML page that grows from top to bottom. Not thread-safe. */
public final class Page {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{title}</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
             padding: 0 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; } td { padding: .15rem 1.5rem .15rem 0; }
      td + td { font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; }
      svg text { font-size: 11px; fill: currentColor; opacity: .7; }
      svg .grid { stroke: currentColor; opacity: .15; }
      svg polyline { fill: none; stroke: #2a7de1; stroke-width: 1.5; }
      svg circle { fill: #2a7de1; }
      pre { padding: .8rem 1rem; overflow-x: auto; border: 1px solid #8884; border-radius: 6px; }
      </style>
      </head>
      <body>
      <h1>{title}</h1>
      """;

  private final StringBuilder text = new StringBuilder();

  /** Makes a page of a title. */
  public Page(String title) {
    text.append(HEAD.replace("{title}", Html.escape(title)));
  }

  /** Adds a table of two columns. */
  public Page table(Map<String, String> rows) {
    text.append("<table>\n");
    rows.forEach(
        (key, value) ->
            text.append("<tr><td>" + Html.escape(key) + "</td><td>")
                .append(Html.escape(value) + "</td></tr>\n"));
    text.append("</table>\n");
    return this;
  }

  /**
   * Adds a curve under a heading.
   *
   * @param by what x counts, such as "epoch"
   * @param points may be none yet; those whose y is not finite are left out
   */
  public Page chart(String title, String by, List<Chart.Point> points) {
    List<Chart.Point> finite = points.stream().filter(p -> Double.isFinite(p.y())).toList();
    String body =
        finite.isEmpty() ? "<p>None yet.</p>" : new Chart(title + " by " + by, finite).svg();
    text.append("<h2>" + Html.escape(title) + "</h2>\n" + body + "\n");
    return this;
  }

  /** Adds a text as it is under a heading. */
  public Page listing(String title, String lines) {
    text.append("<h2>" + Html.escape(title) + "</h2>\n");
    text.append("<pre>" + Html.escape(lines) + "</pre>\n");
    return this;
  }

  /** Returns the page. */
  public String html() {
    return text + "</body>\n</html>\n";
  }
}
