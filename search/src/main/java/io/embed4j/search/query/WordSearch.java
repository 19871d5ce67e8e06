package io.embed4j.search.query;

import io.embed4j.search.lucene.Fields;
import io.embed4j.search.lucene.TextAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Texts as questions for BM25 (Robertson and Zaragoza 2009), with k₁ = 1.2 and b = 0.75: the score
 * of an item is the sum over the terms that it has.
 */
final class WordSearch {
  /** Lucene's limit of clauses; no question of a person comes near it. */
  private static final int MOST_TERMS = 1024;

  private WordSearch() {}

  /** Returns the distinct terms of a text, and how often each is there, in order. */
  static Map<String, Integer> terms(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    try (TextAnalyzer analyzer = new TextAnalyzer();
        TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken() && counts.size() < MOST_TERMS) {
        counts.merge(term.toString(), 1, Integer::sum);
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the query for items with any of the words. */
  static Query query(String text) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    terms(text)
        .forEach(
            (term, count) -> {
              Query one = new TermQuery(new Term(Fields.TEXT, term));
              any.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
            });
    return any.build();
  }

  /** Returns the terms alone. */
  static Set<String> distinct(String text) {
    return terms(text).keySet();
  }
}
