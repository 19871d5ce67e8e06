package io.embed4j.graph.data.read;

import java.util.List;

/**
 * What was found while a graph was read.
 *
 * @param files what each file with triples gave
 * @param rdf what became of statements that are not plain triples
 * @param labels what each file with labels or types gave
 * @param errorCount faulty lines that were skipped
 * @param errors messages of the first 20 of them
 */
public record ReadReport(
    List<FileCount> files,
    RdfCount rdf,
    List<LabelCount> labels,
    long errorCount,
    List<String> errors) {

  /**
   * A file with triples.
   *
   * @param file name
   * @param format such as "tab, columns hrt" or "N-Triples"
   * @param lines all lines
   * @param triples triples that were taken into the graph
   * @param skipped blank lines, comments and the header
   */
  public record FileCount(String file, String format, long lines, long triples, long skipped) {}

  /**
   * Statements of RDF files that did not become plain triples, and a few that did.
   *
   * @param labels literals that became labels
   * @param descriptions literals that became descriptions
   * @param numbers literals that became numbers
   * @param texts literals that became texts
   * @param literalEntities literals that became entities
   * @param droppedLiterals literals that were left out as asked
   * @param literalsWithoutEntity labels and attributes of subjects that no triple mentions
   * @param droppedBlankNodes statements left out because of a blank node
   * @param tripleTerms statements about statements, left out
   * @param quads statements in a named graph; the name of the graph is left out
   */
  public record RdfCount(
      long labels,
      long descriptions,
      long numbers,
      long texts,
      long literalEntities,
      long droppedLiterals,
      long literalsWithoutEntity,
      long droppedBlankNodes,
      long tripleTerms,
      long quads) {
    /** Nothing of the kind. */
    public static final RdfCount NONE = new RdfCount(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * A file with labels or types.
   *
   * @param file name
   * @param used entries that were taken
   * @param unused entries for names that the graph lacks, or that an earlier file had given
   */
  public record LabelCount(String file, long used, long unused) {}
}
