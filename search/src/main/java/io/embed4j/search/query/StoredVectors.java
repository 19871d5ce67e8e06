package io.embed4j.search.query;

import io.embed4j.search.lucene.Fields;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/** The floats of vectors of a name. */
final class StoredVectors {
  private final List<LeafReaderContext> leaves;
  private final String field;

  StoredVectors(IndexSearcher searcher, String name) {
    this.leaves = searcher.getIndexReader().leaves();
    this.field = Fields.vector(name);
  }

  /**
   * Returns what a function makes of the vectors of documents, of those that have one.
   *
   * @param function is given an array that is overwritten afterwards
   */
  <T> Map<Integer, T> map(List<Integer> documents, Function<float[], T> function)
      throws IOException {
    Map<Integer, T> found = HashMap.newHashMap(documents.size());
    List<Integer> ascending = documents.stream().sorted().toList();
    int leaf = -1;
    FloatVectorValues values = null;
    KnnVectorValues.DocIndexIterator at = null;
    for (int document : ascending) {
      int owner = ReaderUtil.subIndex(document, leaves);
      if (owner != leaf) {
        leaf = owner;
        values = leaves.get(leaf).reader().getFloatVectorValues(field);
        at = values == null ? null : values.iterator();
      }
      int inLeaf = document - leaves.get(leaf).docBase;
      if (values != null && at != null && at.advance(inLeaf) == inLeaf) {
        found.put(document, function.apply(values.vectorValue(at.index())));
      }
    }
    return found;
  }
}
