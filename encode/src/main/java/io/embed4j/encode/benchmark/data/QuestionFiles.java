package io.embed4j.encode.benchmark.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readers of question sets that become retrieval: find the passage that answers the question. */
public final class QuestionFiles {
  private QuestionFiles() {}

  /**
   * Returns CMRC 2018 (Cui et al. 2019; the layout of SQuAD): every passage is a document, and each
   * question's only relevant document is the passage that it was asked about.
   */
  public static RetrievalSet cmrc(DataSet data) {
    List<Line> lines = data.lines("cmrc2018_dev.json");
    Line start = lines.getFirst();
    List<String> ids = new ArrayList<>();
    List<String> passages = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    List<Map<Integer, Integer>> judgements = new ArrayList<>();
    int article = 0;
    for (JsonNode entry : Json.array(start, Json.object(lines), "data", "")) {
      String inArticle = "data[" + article++ + "]: ";
      for (JsonNode paragraph : Json.array(start, entry, "paragraphs", inArticle)) {
        String where = inArticle + "paragraph " + paragraph.path("id") + ": ";
        Map<Integer, Integer> only = Map.of(passages.size(), 1);
        ids.add(Json.text(start, paragraph, "id", where));
        passages.add(Json.text(start, paragraph, "context", where));
        for (JsonNode question : Json.array(start, paragraph, "qas", where)) {
          questions.add(Json.text(start, question, "question", where));
          judgements.add(only);
        }
      }
    }
    return new RetrievalSet(ids, passages, questions, judgements);
  }

  /**
   * Returns RGB (Chen et al. 2024), part zh_refine: documents are the distinct passages of all
   * queries, supporting and distracting ones; relevant are those that support the query. A passage
   * that supports one query and distracts from another is both. Ids are numbers from 0.
   */
  public static RetrievalSet rgb(DataSet data) {
    Map<String, Integer> passages = new LinkedHashMap<>();
    List<String> queries = new ArrayList<>();
    List<Map<Integer, Integer>> judgements = new ArrayList<>();
    for (Line line : data.lines("zh_refine.json")) {
      JsonNode object = Json.object(line);
      queries.add(Json.text(line, object, "query", ""));
      Map<Integer, Integer> supporting = new LinkedHashMap<>();
      for (String passage : Json.texts(line, object, "positive")) {
        supporting.put(index(passages, passage), 1);
      }
      judgements.add(supporting);
      for (String passage : Json.texts(line, object, "negative")) {
        index(passages, passage);
      }
    }
    List<String> ids = passages.values().stream().map(String::valueOf).toList();
    return new RetrievalSet(ids, List.copyOf(passages.keySet()), queries, judgements);
  }

  private static int index(Map<String, Integer> passages, String passage) {
    return passages.computeIfAbsent(passage, added -> passages.size());
  }
}
