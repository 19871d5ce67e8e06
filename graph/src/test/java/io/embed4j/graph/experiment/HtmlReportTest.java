package io.embed4j.graph.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.report.Chart;
import io.embed4j.core.run.RunFolder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlReportTest {
  @TempDir private Path run;

  private String report(String metrics) throws IOException {
    Files.writeString(run.resolve("metrics.jsonl"), metrics);
    return Files.readString(HtmlReport.write(new RunFolder(run), Map.of()));
  }

  private static Document parse(String svg)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void finishedRunShowsCurvesFiguresAndSettings()
      throws IOException, ParserConfigurationException, SAXException {
    Files.writeString(run.resolve("config.yaml"), "model: <complex> & co\n");
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"epoch": 1, "loss": 8.5, "penalty": 0.1, "rateFactor": 1, "seconds": 40.5}
        {"epoch": 2, "loss": 6.5, "penalty": 0.2, "rateFactor": 1, "seconds": 40.5, \
        "validationMrr": 0.31, "validationSeconds": 4}
        {"epoch": 3, "loss": 6.0, "penalty": 0.2, "rateFactor": 1, "seconds": 60}
        {"epoch": 4, "loss": 5.5, "penalty": 0.2, "rateFactor": 1, "seconds": 60, \
        "validationMrr": 0.3, "validationSeconds": 4}
        """);

    Path file = HtmlReport.write(new RunFolder(run), Map.of("test mrr", 0.3456));

    String html = Files.readString(file);
    assertThat(file).isEqualTo(run.resolve("report.html"));
    assertThat(html)
        .contains("<td>test mrr</td><td>0.346</td>", "<td>epochs</td><td>4</td>")
        .contains("<td>0.3100, epoch 2</td>", "<td>3.4 min</td>", "<td>8.0 s</td>")
        .contains("model: &lt;complex&gt; &amp; co")
        .doesNotContain("http", "unreadable");
    List<String> charts = List.of(html.split("(?=<svg)"));
    assertThat(charts).hasSize(3);
    Document loss = parse(charts.get(1).substring(0, charts.get(1).indexOf("</svg>") + 6));
    assertThat(loss.getElementsByTagName("circle").getLength()).isEqualTo(4);
    Document mrr = parse(charts.get(2).substring(0, charts.get(2).indexOf("</svg>") + 6));
    assertThat(mrr.getElementsByTagName("circle").getLength()).isEqualTo(2);
  }

  @Test
  void noMetricsGiveAPageThatSaysSo() throws IOException {
    assertThat(Files.readString(HtmlReport.write(new RunFolder(run), Map.of())))
        .contains("<td>epochs</td><td>0</td>", "None yet.")
        .doesNotContain("<svg", "Settings");
    assertThat(report("")).contains("None yet.");
    assertThat(report("\n\n")).contains("None yet.").doesNotContain("unreadable");
  }

  @Test
  void brokenLinesAreLeftOutAndNamed() throws IOException {
    String html =
        report(
            """
            {"epoch": 1, "loss": 8.5}
            not JSON
            []
            {"epoch": "2", "loss": 3}
            {"epoch": 2, "loss": "NaN"}
            {"epoch": 2, "loss": 7.5, "validationMrr": "much"}
            {"epoch": 3, "lo""");

    assertThat(html)
        .contains("<td>epochs</td><td>2</td>", "[2, 3, 4, 5, 7]")
        .contains("<title>1: 8.500</title>", "<title>2: 7.500</title>");
  }

  @Test
  void epochOfAResumedRunCountsOnce() throws IOException {
    String html = report("{\"epoch\": 1, \"loss\": 8}\n{\"epoch\": 1, \"loss\": 7}\n");

    assertThat(html).contains("<td>epochs</td><td>1</td>", "7.000").doesNotContain("8.000");
  }

  @Test
  void chartSpansItsFrame() {
    String svg =
        new Chart("a \"b\"", List.of(new Chart.Point(1, 10), new Chart.Point(11, 20))).svg();

    assertThat(svg)
        .contains("aria-label=\"a &quot;b&quot;\"")
        .contains("<polyline points=\"60.0,230.0 628.0,14.0\"/>")
        .contains(">10</text>", ">12</text>", ">20</text>", ">2</text>");
  }
}
