package io.embed4j.graph.data.read;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file with labels or types holds, told by its name.
 *
 * @param subject what is named
 * @param content how it is written
 * @param language language of the texts, "" if unknown
 * @param rank the lower, the sooner it is read
 */
record LabelFormat(Subject subject, Content content, String language, int rank) {
  /** What is named. */
  enum Subject {
    ENTITY,
    RELATION,
    TYPE
  }

  /** How names are written. */
  enum Content {
    /** id, tab, type; one line per type. */
    TYPE,
    /** A JSON object of arrays: types by id. */
    JSON_TYPES,
    /** A JSON object of objects with "label" and "description". */
    JSON_LABELS,
    /** A quoted table with the columns qid, name and perhaps description. */
    TABLE,
    /** id, tab, label. */
    LABEL,
    /** id, tab, description. */
    DESCRIPTION,
    /** id, tab, "label -- description". */
    LABEL_DESCRIPTION,
    /** id, tab, "word, definition" if the id is a synset of eight digits, else a label. */
    WORD_DEFINITION,
    /** id, tab, label with underscores for spaces. */
    NAME;

    /** Returns whether the file holds types. */
    boolean isType() {
      return this == TYPE || this == JSON_TYPES;
    }
  }

  /** Lines of entity, tab, type, whatever the file is called. */
  static final LabelFormat TYPES = new LabelFormat(Subject.ENTITY, Content.TYPE, "", 0);

  /**
   * A known name.
   *
   * @param pattern name in lower case without .gz; group "language" if it names one
   * @param subject what is named
   * @param content how it is written
   * @param language language if the name has none
   */
  private record Known(Pattern pattern, Subject subject, Content content, String language) {}

  /**
   * Own conventions first, then those of CoDEx (Safavi and Koutra 2020), the FB15k-237 collections
   * and KG-BERT. The order is that of reading.
   */
  private static final List<Known> KNOWN =
      List.of(
          known("entity_types\\.tsv", Subject.ENTITY, Content.TYPE, ""),
          known("entity2types\\.json", Subject.ENTITY, Content.JSON_TYPES, ""),
          known("entity_labels" + languagePart() + "\\.tsv", Subject.ENTITY, Content.LABEL, ""),
          known("relation_labels" + languagePart() + "\\.tsv", Subject.RELATION, Content.LABEL, ""),
          known("type_labels" + languagePart() + "\\.tsv", Subject.TYPE, Content.LABEL, ""),
          known(
              "entity_descriptions" + languagePart() + "\\.tsv",
              Subject.ENTITY,
              Content.DESCRIPTION,
              ""),
          known("entities" + languagePart() + "\\.json", Subject.ENTITY, Content.JSON_LABELS, ""),
          known(
              "relations" + languagePart() + "\\.json", Subject.RELATION, Content.JSON_LABELS, ""),
          known("types" + languagePart() + "\\.json", Subject.TYPE, Content.JSON_LABELS, ""),
          known("entity_text\\.tsv", Subject.ENTITY, Content.TABLE, "en"),
          known("relation_text\\.tsv", Subject.RELATION, Content.TABLE, "en"),
          known("entity2wikidata\\.json", Subject.ENTITY, Content.JSON_LABELS, "en"),
          known("fb-entity2text(-new)?\\.txt", Subject.ENTITY, Content.LABEL_DESCRIPTION, "en"),
          known("(fb15k_)?mid2name\\.(txt|tsv)", Subject.ENTITY, Content.NAME, "en"),
          known("entity2text\\.txt", Subject.ENTITY, Content.WORD_DEFINITION, "en"),
          known("entity2textlong\\.txt", Subject.ENTITY, Content.DESCRIPTION, "en"),
          known("relation2text\\.txt", Subject.RELATION, Content.LABEL, "en"));

  private static Known known(String pattern, Subject subject, Content content, String language) {
    return new Known(Pattern.compile(pattern), subject, content, language);
  }

  private static String languagePart() {
    return "(\\.(?<language>[a-z]{2,3}(-[a-z0-9]+)*))?";
  }

  /** Returns the format of a file by its name in lower case without .gz, if it is a known one. */
  static Optional<LabelFormat> of(String file) {
    for (int rank = 0; rank < KNOWN.size(); rank++) {
      Known known = KNOWN.get(rank);
      Matcher matcher = known.pattern().matcher(file);
      if (matcher.matches()) {
        boolean tagged = matcher.namedGroups().containsKey("language");
        Optional<String> found =
            tagged ? Optional.ofNullable(matcher.group("language")) : Optional.empty();
        String language = found.orElse(known.language());
        return Optional.of(new LabelFormat(known.subject(), known.content(), language, rank));
      }
    }
    return Optional.empty();
  }
}
