package io.embed4j.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page about a run that counts steps: curves, figures and settings. */
public final class RunPage {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunPage() {}

  /**
   * Returns the page.
   *
   * @param metrics lines with a step, and with loss, score and seconds where they have them
   * @param figures to stand above the curves
   */
  public static String html(
      String title, Path metrics, Map<String, String> figures, String settings) {
    List<JsonNode> lines = lines(metrics);
    double seconds = lines.stream().mapToDouble(line -> line.path("seconds").asDouble()).sum();
    Map<String, String> all = new LinkedHashMap<>(figures);
    all.put("training", Math.round(seconds) + " s");
    return new Page(title)
        .table(all)
        .chart("Loss", "step", points(lines, "loss"))
        .chart("Validation", "step", points(lines, "score"))
        .listing("Settings", settings)
        .html();
  }

  private static List<Chart.Point> points(List<JsonNode> lines, String key) {
    return lines.stream()
        .filter(line -> line.has(key))
        .map(line -> new Chart.Point(line.path("step").asDouble(), line.path(key).asDouble()))
        .toList();
  }

  private static List<JsonNode> lines(Path metrics) {
    List<JsonNode> nodes = new ArrayList<>();
    try {
      for (String line : Files.exists(metrics) ? Files.readAllLines(metrics) : List.<String>of()) {
        nodes.add(MAPPER.readTree(line));
      }
    } catch (JsonProcessingException e) {
      return nodes; // half a line of a killed process is the last
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + metrics, e);
    }
    return nodes;
  }
}
