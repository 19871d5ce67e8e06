package io.embed4j.encode.benchmark;

import io.embed4j.encode.benchmark.VectorSource.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Retrieval in the layout of BEIR: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/test.tsv}. Each query is compared with all documents, title and text, exactly; nDCG@10 is
 * the main figure.
 */
record RetrievalTask(String name, String about, String data) implements Task {
  @Override
  public TaskResult evaluate(VectorSource source, Path path) {
    RetrievalData read = RetrievalData.read(path, "test");
    Map<String, String> documents = read.documents();
    Map<String, String> queries = read.queries();
    Map<String, Map<String, Integer>> judged = read.judged();
    List<String> asked = List.copyOf(queries.keySet());
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
}
