package io.embed4j.encode.benchmark.data;

import java.util.List;
import java.util.Map;

/**
 * Queries, documents, and which documents answer which query.
 *
 * @param documentIds one id a document; it decides ties
 * @param documents texts of documents
 * @param queries texts of the queries that have judgements
 * @param judgements for each query: index of a document to its level, 1 or more if it is relevant
 */
public record RetrievalSet(
    List<String> documentIds,
    List<String> documents,
    List<String> queries,
    List<Map<Integer, Integer>> judgements) {

  /** Returns the number of all judgements. */
  public int judgementCount() {
    return judgements.stream().mapToInt(Map::size).sum();
  }
}
