package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.rdf.NTriplesReader;
import io.embed4j.graph.data.rdf.NTriplesReader.Syntax;
import io.embed4j.graph.data.read.Layout.Separator;
import io.embed4j.graph.data.read.ReadReport.FileCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads files with triples into one pair of vocabularies. Not thread-safe. */
final class TripleFiles {
  private static final Map<String, Syntax> RDF_ENDINGS =
      Map.of(
          ".nt", Syntax.N_TRIPLES,
          ".ntriples", Syntax.N_TRIPLES,
          ".nq", Syntax.N_QUADS,
          ".nquads", Syntax.N_QUADS);
  private static final List<String> OTHER_RDF_ENDINGS =
      List.of(".ttl", ".rdf", ".owl", ".trig", ".jsonld", ".n3");
  private static final Map<Character, String> ROLES =
      Map.of('h', "the name of a head", 'r', "the name of a relation", 't', "the name of a tail");

  private final ReadOptions options;
  private final ErrorLog errors;
  private final Vocabulary entities = new Vocabulary();
  private final Vocabulary relations = new Vocabulary();
  private final RdfImport rdf;
  private final List<FileCount> counts = new ArrayList<>();

  TripleFiles(ReadOptions options, ErrorLog errors) {
    this.options = options;
    this.errors = errors;
    this.rdf = new RdfImport(options, entities, relations);
  }

  Vocabulary entities() {
    return entities;
  }

  Vocabulary relations() {
    return relations;
  }

  RdfImport rdf() {
    return rdf;
  }

  /** Returns the counts of the files so far. */
  List<FileCount> counts() {
    return List.copyOf(counts);
  }

  /**
   * Returns the triples of a file in its order.
   *
   * @throws DataFormatException if the file cannot be read, holds more faulty lines than allowed or
   *     no triple at all
   */
  Triples read(Source source) {
    String file = source.format();
    if (OTHER_RDF_ENDINGS.stream().anyMatch(file::endsWith)) {
      throw new DataFormatException(
          source.name()
              + ": expected tab- or comma-separated text, N-Triples (.nt) or N-Quads (.nq);"
              + " convert the file to N-Triples with an RDF tool first");
    }
    TripleBuffer triples = new TripleBuffer();
    try (LineReader lines =
        new LineReader(source.name(), source.open(), options.maxLineBytes(), errors)) {
      counts.add(
          RDF_ENDINGS.entrySet().stream()
              .filter(entry -> file.endsWith(entry.getKey()))
              .findFirst()
              .map(entry -> readRdf(lines, entry.getValue(), triples))
              .orElseGet(() -> readDelimited(lines, triples)));
      if (lines.number() == 0) {
        throw new DataFormatException(source.name() + ": the file is empty");
      }
    }
    if (triples.size() == 0) {
      throw new DataFormatException(
          source.name()
              + ": expected triples, found none in "
              + counts.getLast().lines()
              + " lines");
    }
    return triples.triples();
  }

  private FileCount readRdf(LineReader lines, Syntax syntax, TripleBuffer triples) {
    NTriplesReader statements = new NTriplesReader(lines, syntax);
    while (statements.next()) {
      rdf.take(statements, triples);
    }
    rdf.countTripleTerms(statements.tripleTerms());
    String format = syntax == Syntax.N_TRIPLES ? "N-Triples" : "N-Quads";
    return new FileCount(
        lines.name(), format, lines.number(), triples.size(), statements.skipped());
  }

  private FileCount readDelimited(LineReader lines, TripleBuffer triples) {
    DelimitedFormat format = DelimitedFormat.guess(lines.sample(), options.layout());
    byte[] comment = options.layout().comment().getBytes(UTF_8);
    DelimitedReader fields =
        new DelimitedReader(lines, format.separator().character(), format.quoted(), comment);
    long headers = format.header() && fields.next() ? 1 : 0;
    int head = format.columns().indexOf('h');
    int relation = format.columns().indexOf('r');
    int tail = format.columns().indexOf('t');
    while (fields.next()) {
      if (isTriple(lines, fields, format)) {
        triples.add(
            add(entities, lines, fields, head),
            add(relations, lines, fields, relation),
            add(entities, lines, fields, tail));
      }
    }
    return new FileCount(
        lines.name(), format.words(), lines.number(), triples.size(), fields.skipped() + headers);
  }

  private static int add(Vocabulary names, LineReader lines, DelimitedReader fields, int column) {
    int start = fields.start(column);
    return names.add(lines.bytes(), start, fields.end(column) - start);
  }

  /** Checks the fields of a line; a fault is reported and answered by false. */
  private static boolean isTriple(
      LineReader lines, DelimitedReader fields, DelimitedFormat format) {
    int expected = format.columns().length();
    if (fields.count() != expected) {
      Separator asked = format.unsure() ? Separator.GUESS : format.separator();
      int position = fields.count() < expected ? lines.end() : fields.start(expected);
      lines.report(
          position,
          "expected %d fields (columns %s) separated by %s, found %d"
              .formatted(expected, format.columns(), asked.words(), fields.count()));
      return false;
    }
    for (int column = 0; column < expected; column++) {
      char letter = format.columns().charAt(column);
      if (letter != '_' && isBlank(lines.bytes(), fields.start(column), fields.end(column))) {
        lines.report(
            fields.start(column),
            "expected %s in column %d, found only spaces".formatted(ROLES.get(letter), column + 1));
        return false;
      }
    }
    return true;
  }

  /** Says whether a field has no visible character; ASCII spaces are trimmed already. */
  private static boolean isBlank(byte[] bytes, int start, int end) {
    if (start == end) {
      return true;
    }
    return (bytes[start] < 0 || bytes[start] <= ' ')
        && new String(bytes, start, end - start, UTF_8)
            .codePoints()
            .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }
}
