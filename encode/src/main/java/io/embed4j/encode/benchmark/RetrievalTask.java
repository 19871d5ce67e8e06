package io.embed4j.encode.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.encode.benchmark.VectorSource.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Retrieval in the layout of BEIR: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/test.tsv}. Each query is compared with all documents, title and text, exactly; nDCG@10 is
 * the main figure.
 */
record RetrievalTask(String name, String about, String data) implements Task {
  private static final String JUDGEMENTS = "qrels/test.tsv";

  @Override
  public TaskResult evaluate(VectorSource source, Path path) {
    Archive archive = new Archive(path);
    Map<String, String> documents = texts(archive, "corpus.jsonl");
    Map<String, String> queries = texts(archive, "queries.jsonl");
    Map<String, Map<String, Integer>> judged = judgements(archive, path);
    List<String> asked = queries.keySet().stream().filter(judged::containsKey).toList();
    if (asked.isEmpty() || documents.isEmpty()) {
      throw new DataFormatException(
          "%s: expected documents and judged queries, found %d and %d"
              .formatted(path, documents.size(), asked.size()));
    }
    List<String> ids = List.copyOf(documents.keySet());
    List<float[]> found = source.vectors(List.copyOf(documents.values()), Role.DOCUMENT);
    List<float[]> questions = source.vectors(asked.stream().map(queries::get).toList(), Role.QUERY);
    RankingFigures figures = new RankingFigures();
    for (int q = 0; q < asked.size(); q++) {
      double[] scores = new double[ids.size()];
      for (int d = 0; d < scores.length; d++) {
        scores[d] = Cosines.of(questions.get(q), found.get(d));
      }
      figures.add(RankingFigures.ranked(ids, scores), judged.getOrDefault(asked.get(q), Map.of()));
    }
    return new TaskResult(
        figures.means(), Map.of("documents", ids.size(), "queries", asked.size()));
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

  private static Map<String, Map<String, Integer>> judgements(Archive archive, Path path) {
    Map<String, Map<String, Integer>> judged = new HashMap<>();
    for (String line : archive.lines(JUDGEMENTS).stream().skip(1).toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 3 || !fields[2].strip().matches("-?\\d{1,9}")) {
        throw new DataFormatException(
            "%s, %s: expected query, document, score; found %s".formatted(path, JUDGEMENTS, line));
      }
      judged
          .computeIfAbsent(fields[0], key -> new HashMap<>())
          .put(fields[1], Integer.parseInt(fields[2].strip()));
    }
    return judged;
  }
}
