package io.embed4j.encode.benchmark;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.measure.RankingFigures;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.RetrievalSet;
import io.embed4j.encode.benchmark.measure.Ranking;
import io.embed4j.encode.benchmark.measure.UnitRows;
import io.embed4j.encode.model.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Retrieval: every document is compared with every query by cosine; figures are means over queries
 * of the best 1000 documents, as in MTEB. MTEB takes the reciprocal rank from a list whose ties are
 * in no fixed order; here all figures are of one list, whose ties are those of trec_eval.
 */
record RetrievalTask(
    String name,
    String part,
    String dataSet,
    String description,
    Function<DataSet, RetrievalSet> reader)
    implements Task {
  private static final int DEPTH = 1000;

  @Override
  public TaskResult evaluate(VectorSource source, Path data, Progress progress) {
    DataSet files = DataSet.find(dataSet, data);
    RetrievalSet set = reader.apply(files);
    if (set.documents().isEmpty() || set.queries().isEmpty()) {
      throw new DataFormatException(files + ": no documents, or no queries with judgements");
    }
    Matrix documents = rows(source, set.documents(), Role.DOCUMENT, progress, name + " documents");
    Matrix queries = rows(source, set.queries(), Role.QUERY, progress, name + " queries");
    if (documents.columns() != queries.columns()) {
      throw new IllegalArgumentException(
          "the source returned vectors of "
              + documents.columns()
              + " floats for documents, but of "
              + queries.columns()
              + " for queries");
    }
    List<RankingFigures> lists = rank(set, documents, queries);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("ndcg@10", mean(lists, list -> list.ndcgAt(10)));
    figures.put("mrr@10", mean(lists, list -> list.reciprocalRankAt(10)));
    figures.put("map", mean(lists, RankingFigures::averagePrecision));
    for (int k : List.of(1, 5, 10, 100)) {
      figures.put("recall@" + k, mean(lists, list -> list.recallAt(k)));
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("queries", set.queries().size());
    counts.put("documents", set.documents().size());
    counts.put("judgements", set.judgementCount());
    return new TaskResult(name, "ndcg@10", figures, counts);
  }

  private static Matrix rows(
      VectorSource source, List<String> texts, Role role, Progress progress, String label) {
    return UnitRows.of(TextVectors.of(source, texts, role, progress, label).of(texts));
  }

  private static List<RankingFigures> rank(RetrievalSet set, Matrix documents, Matrix queries) {
    List<RankingFigures> lists = new ArrayList<>();
    try (Workers workers = Workers.all()) {
      int[][] best = new Ranking(documents, set.documentIds()).best(queries, DEPTH, workers);
      for (int i = 0; i < best.length; i++) {
        lists.add(new RankingFigures(best[i], set.judgements().get(i)));
      }
    }
    return lists;
  }

  private static double mean(List<RankingFigures> lists, ToDoubleFunction<RankingFigures> figure) {
    return lists.stream().mapToDouble(figure).sum() / lists.size();
  }
}
