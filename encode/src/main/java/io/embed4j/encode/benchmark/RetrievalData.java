package io.embed4j.encode.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.format.UntrustedJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A retrieval set in the layout of BEIR: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/SPLIT.tsv}.
 *
 * @param documents title and text by name, in the order of the file
 * @param queries those that are judged, by name, in the order of the file
 * @param judged how relevant documents are, by query and document; those not named are not
 */
public record RetrievalData(
    Map<String, String> documents,
    Map<String, String> queries,
    Map<String, Map<String, Integer>> judged) {

  /**
   * Reads a set.
   *
   * @param path a folder or a .tar.gz archive
   * @param split such as "test"
   * @throws DataFormatException if a file is missing or damaged, or nothing is judged
   */
  public static RetrievalData read(Path path, String split) {
    Archive archive = new Archive(path);
    Map<String, String> documents = texts(archive, "corpus.jsonl");
    Map<String, Map<String, Integer>> judged = judgements(archive, "qrels/" + split + ".tsv");
    Map<String, String> queries = texts(archive, "queries.jsonl");
    queries.keySet().retainAll(judged.keySet());
    if (queries.isEmpty() || documents.isEmpty()) {
      throw new DataFormatException(
          "%s: expected documents and judged queries, found %d and %d"
              .formatted(path, documents.size(), queries.size()));
    }
    return new RetrievalData(documents, queries, judged);
  }

  private static Map<String, String> texts(Archive archive, String file) {
    Map<String, String> texts = new LinkedHashMap<>();
    int number = 0;
    for (String line : archive.lines(file)) {
      number++;
      String what = archive.path() + ", " + file + ", line " + number;
      JsonNode node = UntrustedJson.read(what, line.getBytes(StandardCharsets.UTF_8));
      String title = node.path("title").asText("");
      texts.put(node.path("_id").asText(), (title + " " + node.path("text").asText("")).strip());
    }
    return texts;
  }

  private static Map<String, Map<String, Integer>> judgements(Archive archive, String file) {
    Map<String, Map<String, Integer>> judged = new HashMap<>();
    for (String line : archive.lines(file).stream().skip(1).toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 3 || !fields[2].strip().matches("-?\\d{1,9}")) {
        throw new DataFormatException(
            "%s, %s: expected query, document, score; found %s"
                .formatted(archive.path(), file, line));
      }
      judged
          .computeIfAbsent(fields[0], key -> new HashMap<>())
          .put(fields[1], Integer.parseInt(fields[2].strip()));
    }
    return judged;
  }
}
