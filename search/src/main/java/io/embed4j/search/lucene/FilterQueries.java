package io.embed4j.search.lucene;

import io.embed4j.search.item.Filter;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Filters as queries of Lucene. */
public final class FilterQueries {
  private FilterQueries() {}

  /** Returns the query that finds what a filter means. */
  public static Query of(Filter filter) {
    return switch (filter) {
      case Filter.All() -> MatchAllDocsQuery.INSTANCE;
      case Filter.Term(String name, String value) ->
          new TermQuery(new Term(Fields.term(name), value));
      case Filter.Prefix(String name, String start) ->
          new PrefixQuery(new Term(Fields.term(name), start));
      case Filter.WholeRange(String name, long least, long most) ->
          LongField.newRangeQuery(Fields.whole(name), least, most);
      case Filter.RealRange(String name, double least, double most) ->
          DoubleField.newRangeQuery(Fields.real(name), least, most);
      case Filter.And(List<Filter> parts) ->
          parts.isEmpty() ? MatchAllDocsQuery.INSTANCE : joined(parts, Occur.FILTER);
      case Filter.Or(List<Filter> parts) ->
          parts.isEmpty() ? MatchNoDocsQuery.INSTANCE : joined(parts, Occur.SHOULD);
      case Filter.Not(Filter inner) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(of(inner), Occur.MUST_NOT)
              .build();
    };
  }

  private static Query joined(List<Filter> parts, Occur occur) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    parts.forEach(part -> all.add(of(part), occur));
    return all.build();
  }
}
