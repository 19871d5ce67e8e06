package io.embed4j.search.query;

import io.embed4j.search.lucene.FilterQueries;
import io.embed4j.search.schema.IndexSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/** Answers one request: candidates of words and of vectors, fused, cut, made diverse. */
final class Ranker {
  /** Candidates of each kind, if fewer hits are wanted. */
  private static final int DEPTH = 200;

  private final IndexSearcher searcher;
  private final SearchRequest request;
  private final Optional<Query> words;
  private final Optional<Neighbours> neighbours;
  private final Query allowed;

  Ranker(IndexSearcher searcher, IndexSettings settings, SearchRequest request) {
    this.searcher = searcher;
    this.request = request;
    this.words = request.text().map(WordSearch::query);
    this.neighbours =
        request.vector().map(v -> new Neighbours(searcher, settings.vector(v.field()), v));
    this.allowed = FilterQueries.of(request.filter());
    request.diversity().ifPresent(d -> settings.vector(d.field()));
  }

  /** A document, its score and where that comes from. */
  record Ranked(Candidate candidate, double score) {}

  /** Returns the hits, the best first. */
  List<Ranked> rank() throws IOException {
    boolean both = words.isPresent() && neighbours.isPresent();
    boolean choosing = both || request.diversity().isPresent();
    int depth = choosing ? Math.max(DEPTH, request.top()) : request.top();
    List<Scored> byWords = words.isPresent() ? byWords(words.get(), depth) : List.of();
    List<Scored> byVector =
        neighbours.isPresent()
            ? neighbours.get().nearest(depth, request.filter(), allowed)
            : List.of();
    List<Candidate> candidates = candidates(byWords, byVector);
    double[] scores =
        both
            ? FusedScores.of(request.fusion(), candidates)
            : candidates.stream()
                .mapToDouble(c -> Candidate.score(c.words().or(c::neighbour), 0))
                .toArray();
    List<Ranked> ranked =
        IntStream.range(0, scores.length)
            .mapToObj(i -> new Ranked(candidates.get(i), scores[i]))
            .sorted(
                Comparator.comparingDouble(Ranked::score)
                    .reversed()
                    .thenComparingInt(r -> r.candidate().document()))
            .toList();
    return request.diversity().isPresent()
        ? diverse(request.diversity().get(), ranked)
        : ranked.subList(0, Math.min(request.top(), ranked.size()));
  }

  private List<Scored> byWords(Query query, int depth) throws IOException {
    Query filtered =
        new BooleanQuery.Builder().add(query, Occur.MUST).add(allowed, Occur.FILTER).build();
    List<Scored> scored = new ArrayList<>();
    for (ScoreDoc found : searcher.search(filtered, depth).scoreDocs) {
      scored.add(new Scored(found.doc, found.score));
    }
    return scored;
  }

  /** All documents of both lists; what a list does not tell of a document is computed. */
  private List<Candidate> candidates(List<Scored> byWords, List<Scored> byVector)
      throws IOException {
    Map<Integer, Hit.Part> words = parts(byWords);
    Map<Integer, Hit.Part> vectors = parts(byVector);
    Set<Integer> all = new LinkedHashSet<>(words.keySet());
    all.addAll(vectors.keySet());
    if (this.words.isPresent()) {
      bm25(this.words.get(), missing(all, words)).forEach((d, s) -> words.put(d, unranked(s)));
    }
    if (neighbours.isPresent()) {
      neighbours
          .get()
          .cosines(missing(all, vectors))
          .forEach((d, s) -> vectors.put(d, unranked(s)));
    }
    return all.stream()
        .map(
            d ->
                new Candidate(
                    d, Optional.ofNullable(words.get(d)), Optional.ofNullable(vectors.get(d))))
        .toList();
  }

  private static Map<Integer, Hit.Part> parts(List<Scored> list) {
    Map<Integer, Hit.Part> parts = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      parts.put(list.get(i).document(), new Hit.Part(list.get(i).score(), OptionalInt.of(i + 1)));
    }
    return parts;
  }

  private static List<Integer> missing(Set<Integer> all, Map<Integer, Hit.Part> known) {
    return all.stream().filter(document -> !known.containsKey(document)).sorted().toList();
  }

  private static Hit.Part unranked(double score) {
    return new Hit.Part(score, OptionalInt.empty());
  }

  /** Returns the BM25 of documents, in ascending order; 0 for those without any of the words. */
  private Map<Integer, Double> bm25(Query query, List<Integer> documents) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    Map<Integer, Double> scores = new HashMap<>();
    int leaf = -1;
    Scorer scorer = null;
    for (int document : documents) {
      int owner = ReaderUtil.subIndex(document, leaves);
      if (owner != leaf) {
        leaf = owner;
        scorer = weight.scorer(leaves.get(leaf));
      }
      int inLeaf = document - leaves.get(leaf).docBase;
      if (scorer != null && scorer.docID() < inLeaf) {
        scorer.iterator().advance(inLeaf);
      }
      boolean found = scorer != null && scorer.docID() == inLeaf;
      scores.put(document, found && scorer != null ? (double) scorer.score() : 0.0);
    }
    return scores;
  }

  private List<Ranked> diverse(Diversity diversity, List<Ranked> ranked) throws IOException {
    int[] documents = ranked.stream().mapToInt(r -> r.candidate().document()).toArray();
    Map<Integer, float[]> vectors =
        new StoredVectors(searcher, diversity.field())
            .map(IntStream.of(documents).boxed().toList(), float[]::clone);
    double[] scores = ranked.stream().mapToDouble(Ranked::score).toArray();
    int[] chosen =
        MarginalRelevance.choose(documents, scores, vectors, diversity.relevance(), request.top());
    return IntStream.of(chosen).mapToObj(ranked::get).toList();
  }
}
