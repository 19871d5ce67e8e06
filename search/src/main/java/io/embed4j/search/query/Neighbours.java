package io.embed4j.search.query;

import io.embed4j.core.math.Vectors;
import io.embed4j.search.item.Filter;
import io.embed4j.search.lucene.Fields;
import io.embed4j.search.lucene.UnitVectors;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/**
 * Neighbours of a vector by cosine. Graphs, codes of few bits and first dimensions only find
 * candidates: every cosine that comes out was computed from all floats.
 */
final class Neighbours {
  /** Best first; of equal cosines the earlier document. */
  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::document);

  private final IndexSearcher searcher;
  private final StoredVectors stored;
  private final VectorField field;
  private final VectorQuery question;
  private final float[] unit;

  Neighbours(IndexSearcher searcher, VectorField field, VectorQuery question) {
    this.searcher = searcher;
    this.stored = new StoredVectors(searcher, field.name());
    this.field = field;
    this.question = question;
    if (question.vector().length != field.dim()) {
      throw new IllegalArgumentException(
          "the question must have %d numbers for \"%s\", but has %d"
              .formatted(field.dim(), field.name(), question.vector().length));
    }
    this.unit = UnitVectors.of("the question", question.vector());
  }

  /** Returns the k nearest of the items that a filter means, the nearest first. */
  List<Scored> nearest(int k, Filter filter, Query allowed) throws IOException {
    if (question.efSearch() == VectorQuery.EXACT) {
      return exact(k, allowed);
    }
    int oversampling = field.hasFirstPass() ? 5 : 1;
    int wanted =
        Math.max(k, question.efSearch()) * Math.max(oversampling, field.precision().oversampling());
    float[] asked = field.hasFirstPass() ? UnitVectors.first(unit, field.firstPass()) : unit;
    Query query =
        filter instanceof Filter.All
            ? new KnnFloatVectorQuery(Fields.searched(field), asked, wanted)
            : new KnnFloatVectorQuery(Fields.searched(field), asked, wanted, allowed);
    List<Integer> documents = new ArrayList<>();
    for (ScoreDoc found : searcher.search(query, wanted).scoreDocs) {
      documents.add(found.doc);
    }
    List<Scored> scored = new ArrayList<>();
    cosines(documents).forEach((document, cosine) -> scored.add(new Scored(document, cosine)));
    scored.sort(BEST_FIRST);
    return scored.subList(0, Math.min(k, scored.size()));
  }

  /** Returns the cosines of those documents that have a vector. */
  Map<Integer, Double> cosines(List<Integer> documents) throws IOException {
    return stored.map(documents, vector -> (double) dot(vector));
  }

  private float dot(float[] vector) {
    return Vectors.dot(unit, 0, vector, 0, unit.length);
  }

  private List<Scored> exact(int k, Query allowed) throws IOException {
    String name = Fields.vector(field.name());
    Query all =
        new BooleanQuery.Builder()
            .add(new FieldExistsQuery(name), Occur.FILTER)
            .add(allowed, Occur.FILTER)
            .build();
    Weight weight = searcher.createWeight(searcher.rewrite(all), ScoreMode.COMPLETE_NO_SCORES, 1);
    PriorityQueue<Scored> best = new PriorityQueue<>(BEST_FIRST.reversed()); // the worst on top
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer documents = weight.scorer(leaf);
      if (documents != null) {
        compareAll(leaf, documents.iterator(), best, k);
      }
    }
    return best.stream().sorted(BEST_FIRST).toList();
  }

  private void compareAll(
      LeafReaderContext leaf, DocIdSetIterator documents, PriorityQueue<Scored> best, int k)
      throws IOException {
    FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.vector(field.name()));
    KnnVectorValues.DocIndexIterator at = values.iterator();
    var live = leaf.reader().getLiveDocs();
    for (int d = documents.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = documents.nextDoc()) {
      if ((live == null || live.get(d)) && at.advance(d) == d) {
        best.add(new Scored(leaf.docBase + d, dot(values.vectorValue(at.index()))));
        if (best.size() > k) {
          best.remove();
        }
      }
    }
  }
}
