package io.embed4j.encode.benchmark.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of the layout of BEIR (Thakur et al. 2021): corpus.jsonl with _id, title and text,
 * queries.jsonl with _id and text, qrels/PART.tsv with a header and query, document and level.
 */
public final class BeirFiles {
  private static final String QRELS_HEADER = "query-id\tcorpus-id\tscore";

  private BeirFiles() {}

  /**
   * Returns the queries of a part, such as "test". The text of a document is its title, a space and
   * its text, stripped at both ends, as in BEIR and MTEB.
   */
  public static RetrievalSet read(DataSet data, String part) {
    Map<String, String> documents = texts(data, "corpus.jsonl");
    Map<String, String> queries = texts(data, "queries.jsonl");
    Map<String, Integer> documentIndex = new LinkedHashMap<>();
    documents.keySet().forEach(id -> documentIndex.put(id, documentIndex.size()));
    Map<String, Map<Integer, Integer>> judgements = new LinkedHashMap<>();
    List<Line> lines = data.lines("qrels/" + part + ".tsv");
    if (!lines.getFirst().text().equals(QRELS_HEADER)) {
      throw lines.getFirst().fault("expected the header query-id, corpus-id, score");
    }
    for (Line line : lines.subList(1, lines.size())) {
      judge(line, queries, documentIndex, judgements);
    }
    return new RetrievalSet(
        List.copyOf(documents.keySet()),
        List.copyOf(documents.values()),
        judgements.keySet().stream().map(queries::get).toList(),
        List.copyOf(judgements.values()));
  }

  private static void judge(
      Line line,
      Map<String, String> queries,
      Map<String, Integer> documentIndex,
      Map<String, Map<Integer, Integer>> judgements) {
    String[] fields = line.tabFields(3);
    if (!queries.containsKey(fields[0])) {
      throw line.fault("there is no query " + fields[0] + " in queries.jsonl");
    }
    Integer document = documentIndex.get(fields[1]);
    if (document == null) {
      throw line.fault("there is no document " + fields[1] + " in corpus.jsonl");
    }
    int level = level(line, fields[2]);
    var ofQuery = judgements.computeIfAbsent(fields[0], id -> new LinkedHashMap<>());
    if (ofQuery.put(document, level) != null) {
      throw line.fault("query " + fields[0] + " and document " + fields[1] + " are judged twice");
    }
  }

  private static int level(Line line, String field) {
    double level = line.number(field);
    if (level != Math.rint(level) || Math.abs(level) > Integer.MAX_VALUE) {
      throw line.fault("expected a whole number as level, found \"" + field + "\"");
    }
    return (int) level;
  }

  private static Map<String, String> texts(DataSet data, String file) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Line line : data.lines(file)) {
      JsonNode object = Json.object(line);
      String id = Json.text(line, object, "_id", "");
      String title = object.has("title") ? Json.text(line, object, "title", "") : "";
      String text = (title + " " + Json.text(line, object, "text", "")).strip();
      if (texts.put(id, text) != null) {
        throw line.fault("the id " + id + " is there twice");
      }
    }
    return texts;
  }
}
