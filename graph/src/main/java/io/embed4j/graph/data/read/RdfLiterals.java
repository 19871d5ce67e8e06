package io.embed4j.graph.data.read;

import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.rdf.ByteText;
import io.embed4j.graph.data.rdf.LiteralNumber;
import io.embed4j.graph.data.rdf.NTriplesReader;
import io.embed4j.graph.data.rdf.Term;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Keeps the literals of RDF files by subject until all entities and relations are known: a label
 * may stand before the first triple of its subject, and a subject that has only literals is no
 * entity of the graph. Not thread-safe.
 */
final class RdfLiterals {
  /** These and the descriptions get the first ids of the predicates: an id tells the kind. */
  private static final List<String> LABELS =
      List.of(
          "http://www.w3.org/2000/01/rdf-schema#label",
          "http://www.w3.org/2004/02/skos/core#prefLabel",
          "http://schema.org/name",
          "https://schema.org/name");

  private static final List<String> DESCRIPTIONS =
      List.of(
          "http://www.w3.org/2000/01/rdf-schema#comment",
          "http://www.w3.org/2004/02/skos/core#definition",
          "http://purl.org/dc/terms/description",
          "http://schema.org/description",
          "https://schema.org/description");

  private final Vocabulary subjects = new Vocabulary();
  private final Vocabulary predicates = new Vocabulary();
  private final Vocabulary languages = new Vocabulary();
  private final Vocabulary texts = new Vocabulary();
  private final TripleBuffer labelRows = new TripleBuffer(); // subject, language, text
  private final TripleBuffer descriptionRows = new TripleBuffer(); // subject, language, text
  private final TripleBuffer textRows = new TripleBuffer(); // subject, predicate, text
  private final TripleBuffer numberRows = new TripleBuffer(); // subject, predicate, number
  private double[] numbers = new double[16];

  RdfLiterals() {
    LABELS.forEach(predicates::add);
    DESCRIPTIONS.forEach(predicates::add);
  }

  /** How many literals found their entity or relation, by what they became. */
  record Counts(long labels, long descriptions, long numbers, long texts, long withoutEntity) {}

  /** Takes a label or a description; says whether the statement is one. */
  boolean takeNaming(NTriplesReader statement) {
    int predicate = find(predicates, statement.predicate().text());
    if (predicate < 0 || predicate >= LABELS.size() + DESCRIPTIONS.size()) {
      return false;
    }
    Term object = statement.object();
    boolean tagged = object.kind() == Term.Kind.TAGGED_LITERAL;
    int language = tagged ? add(languages, object.suffix()) : languages.add("");
    TripleBuffer rows = predicate < LABELS.size() ? labelRows : descriptionRows;
    rows.add(add(subjects, statement.subject().text()), language, add(texts, object.text()));
    return true;
  }

  /** Takes a literal as a number if its datatype says so, else as a text. */
  void takeAttribute(NTriplesReader statement) {
    int subject = add(subjects, statement.subject().text());
    int predicate = add(predicates, statement.predicate().text());
    OptionalDouble number = LiteralNumber.of(statement.object());
    if (number.isPresent()) {
      int row = numberRows.size();
      numbers = row < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * row);
      numbers[row] = number.getAsDouble();
      numberRows.add(subject, predicate, row);
    } else {
      textRows.add(subject, predicate, add(texts, statement.object().text()));
    }
  }

  private static int add(Vocabulary names, ByteText text) {
    return names.add(text.bytes(), text.start(), text.length());
  }

  private static int find(Vocabulary names, ByteText text) {
    return names.find(text.bytes(), text.start(), text.length());
  }

  /** Moves all literals to their entities and relations. */
  Counts finish(Vocabulary entities, Vocabulary relations, AnnotationsBuilder annotations) {
    int[] entityOf = idsIn(entities);
    int[] relationOf = idsIn(relations);
    long lost = 0;
    long labels = 0;
    long descriptions = 0;
    Triples rows = labelRows.triples();
    for (int i = 0; i < rows.size(); i++) {
      String language = languages.name(rows.relation(i));
      String text = texts.name(rows.tail(i));
      labels += setLabel(annotations.entities(), entityOf[rows.head(i)], language, text);
      labels += setLabel(annotations.relations(), relationOf[rows.head(i)], language, text);
      lost += withoutEntity(entityOf, relationOf, rows.head(i));
    }
    rows = descriptionRows.triples();
    for (int i = 0; i < rows.size(); i++) {
      String language = languages.name(rows.relation(i));
      String text = texts.name(rows.tail(i));
      descriptions +=
          setDescription(annotations.entities(), entityOf[rows.head(i)], language, text);
      descriptions +=
          setDescription(annotations.relations(), relationOf[rows.head(i)], language, text);
      lost += withoutEntity(entityOf, relationOf, rows.head(i));
    }
    return attributes(entityOf, annotations, new Counts(labels, descriptions, 0, 0, lost));
  }

  private Counts attributes(int[] entityOf, AnnotationsBuilder annotations, Counts naming) {
    long lost = naming.withoutEntity();
    long numberCount = 0;
    long textCount = 0;
    Triples rows = numberRows.triples();
    for (int i = 0; i < rows.size(); i++) {
      int entity = entityOf[rows.head(i)];
      if (entity == Vocabulary.UNKNOWN) {
        lost++;
      } else {
        String predicate = predicates.name(rows.relation(i));
        annotations.attributes().add(entity, predicate, numbers[rows.tail(i)]);
        numberCount++;
      }
    }
    rows = textRows.triples();
    for (int i = 0; i < rows.size(); i++) {
      int entity = entityOf[rows.head(i)];
      if (entity == Vocabulary.UNKNOWN) {
        lost++;
      } else {
        String predicate = predicates.name(rows.relation(i));
        annotations.attributes().add(entity, predicate, texts.name(rows.tail(i)));
        textCount++;
      }
    }
    return new Counts(naming.labels(), naming.descriptions(), numberCount, textCount, lost);
  }

  private int[] idsIn(Vocabulary names) {
    int[] ids = new int[subjects.size()];
    Arrays.setAll(ids, subject -> names.find(subjects.name(subject)));
    return ids;
  }

  private static int withoutEntity(int[] entityOf, int[] relationOf, int subject) {
    return entityOf[subject] < 0 && relationOf[subject] < 0 ? 1 : 0;
  }

  private static int setLabel(Labels.Builder labels, int id, String language, String text) {
    return id >= 0 && labels.label(id, language, text) ? 1 : 0;
  }

  private static int setDescription(Labels.Builder labels, int id, String language, String text) {
    return id >= 0 && labels.description(id, language, text) ? 1 : 0;
  }
}
