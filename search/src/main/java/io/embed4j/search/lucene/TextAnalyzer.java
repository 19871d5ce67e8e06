package io.embed4j.search.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Text to terms, in English and Chinese at once: English words as Lucene's {@code EnglishAnalyzer}
 * has them (without {@code 's}, lower case, without stop words, stemmed by Porter), Chinese as
 * pairs of letters beside each other, as Lucene's {@code CJKAnalyzer} has it. A text of both
 * languages has the terms of both, so that an index needs not be told its language.
 */
public final class TextAnalyzer extends Analyzer {
  /** Makes an analyser. */
  public TextAnalyzer() {}

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer source = new StandardTokenizer();
    TokenStream terms = new EnglishPossessiveFilter(new CJKWidthFilter(source));
    terms = new CJKBigramFilter(new LowerCaseFilter(terms));
    terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new TokenStreamComponents(source, new PorterStemFilter(terms));
  }
}
