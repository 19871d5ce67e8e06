/** An index of texts and vectors: chunks, keywords, neighbours, both together. */
module io.embed4j.search {
  requires transitive io.embed4j.core;
  requires org.apache.lucene.core;
  requires org.apache.lucene.analysis.common;
  requires org.apache.pdfbox;
  requires org.commonmark;
  requires org.jsoup;
  requires static org.jspecify;

  exports io.embed4j.search.chunk;
  exports io.embed4j.search.document;
  exports io.embed4j.search.folder;
  exports io.embed4j.search.index;
  exports io.embed4j.search.item;
  exports io.embed4j.search.query;
  exports io.embed4j.search.schema;
}
