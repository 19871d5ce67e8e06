package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.read.ReadReport;
import io.embed4j.graph.data.read.ReadReport.FileCount;
import io.embed4j.graph.data.read.ReadReport.LabelCount;
import io.embed4j.graph.data.read.ReadReport.RdfCount;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes what was found while a graph was read. */
final class ImportReport {
  private ImportReport() {}

  /** Returns lines of text; what did not occur is left out. */
  static String text(ReadReport report) {
    StringBuilder text = new StringBuilder("\nread:\n");
    for (FileCount file : report.files()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %,d triples in %,d lines (%s)\n",
              file.file(),
              file.triples(),
              file.lines(),
              file.format()));
    }
    for (LabelCount file : report.labels()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %,d entries used, %,d not\n",
              file.file(),
              file.used(),
              file.unused()));
    }
    rdf(report.rdf())
        .forEach(
            (what, count) -> {
              if (count > 0) {
                text.append(String.format(Locale.ROOT, "  %s: %,d\n", what, count));
              }
            });
    if (report.errorCount() > 0) {
      text.append(String.format(Locale.ROOT, "  faulty lines: %,d\n", report.errorCount()));
    }
    return text.toString();
  }

  private static Map<String, Long> rdf(RdfCount rdf) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("literals taken as labels", rdf.labels());
    counts.put("literals taken as descriptions", rdf.descriptions());
    counts.put("literals taken as numbers", rdf.numbers());
    counts.put("literals taken as texts", rdf.texts());
    counts.put("literals taken as entities", rdf.literalEntities());
    counts.put("literals left out", rdf.droppedLiterals());
    counts.put("literals of subjects without a triple", rdf.literalsWithoutEntity());
    counts.put("statements with blank nodes left out", rdf.droppedBlankNodes());
    counts.put("statements about statements left out", rdf.tripleTerms());
    counts.put("statements in named graphs", rdf.quads());
    return counts;
  }

  /** Returns everything as JSON. */
  static ObjectNode json(ReadReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode files = root.putArray("files");
    for (FileCount file : report.files()) {
      files
          .addObject()
          .put("file", file.file())
          .put("format", file.format())
          .put("lines", file.lines())
          .put("triples", file.triples())
          .put("skipped", file.skipped());
    }
    ArrayNode labels = root.putArray("labelFiles");
    for (LabelCount file : report.labels()) {
      labels
          .addObject()
          .put("file", file.file())
          .put("used", file.used())
          .put("unused", file.unused());
    }
    RdfCount rdf = report.rdf();
    root.putObject("rdf")
        .put("labels", rdf.labels())
        .put("descriptions", rdf.descriptions())
        .put("numbers", rdf.numbers())
        .put("texts", rdf.texts())
        .put("literalEntities", rdf.literalEntities())
        .put("droppedLiterals", rdf.droppedLiterals())
        .put("literalsWithoutEntity", rdf.literalsWithoutEntity())
        .put("droppedBlankNodes", rdf.droppedBlankNodes())
        .put("tripleTerms", rdf.tripleTerms())
        .put("quads", rdf.quads());
    root.put("errorCount", report.errorCount());
    ArrayNode errors = root.putArray("errors");
    report.errors().forEach(errors::add);
    return root;
  }
}
