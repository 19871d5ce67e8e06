package io.embed4j.graph.data.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.read.LabelFormat.Content;
import io.embed4j.graph.data.read.LabelFormat.Subject;
import io.embed4j.graph.data.read.ReadReport.LabelCount;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads files with labels, descriptions and types into annotations. The formats are in {@link
 * LabelFormat}. Not thread-safe.
 */
final class LabelFiles {
  /** The better source of a label first: the first label that is given stays. */
  static final Comparator<Source> ORDER =
      Comparator.comparingInt(
              (Source source) -> LabelFormat.of(source.format()).orElseThrow().rank())
          .thenComparing(Source::name);

  private static final int MAX_TEXT_BYTES = 1 << 23;

  private final Vocabulary entities;
  private final Vocabulary relations;
  private final AnnotationsBuilder annotations;
  private final ReadOptions options;
  private final ErrorLog errors;
  private long used;
  private long unused;

  LabelFiles(
      Vocabulary entities,
      Vocabulary relations,
      AnnotationsBuilder annotations,
      ReadOptions options,
      ErrorLog errors) {
    this.entities = entities;
    this.relations = relations;
    this.annotations = annotations;
    this.options = options;
    this.errors = errors;
  }

  /** Says whether the name of a file tells that it holds labels or types. */
  static boolean isKnown(Source source) {
    return LabelFormat.of(source.format()).isPresent();
  }

  /** Reads a file of a known name. */
  LabelCount read(Source source) {
    return read(source, LabelFormat.of(source.format()).orElseThrow());
  }

  /** Reads a file of a known format. */
  LabelCount read(Source source, LabelFormat format) {
    used = 0;
    unused = 0;
    switch (format.content()) {
      case JSON_LABELS, JSON_TYPES -> readJson(source, format);
      case TABLE -> readTable(source, format);
      case LABEL, DESCRIPTION, NAME, WORD_DEFINITION, LABEL_DESCRIPTION, TYPE ->
          readPairs(source, format);
    }
    return new LabelCount(source.name(), used, unused);
  }

  /** Two columns: id and text. */
  private void readPairs(Source source, LabelFormat format) {
    try (LineReader lines = open(source)) {
      while (lines.next()) {
        String line = new String(lines.bytes(), lines.start(), lines.end() - lines.start(), UTF_8);
        int tab = line.indexOf('\t');
        if (line.isBlank()) {
          continue;
        }
        if (tab < 1) {
          lines.report(
              lines.end(), "expected an id, a tab and a text, found no text; is the tab missing?");
          continue;
        }
        take(format, line.substring(0, tab).strip(), line.substring(tab + 1).strip());
      }
    }
  }

  private LineReader open(Source source) {
    return new LineReader(
        source.name(), source.open(), Math.max(MAX_TEXT_BYTES, options.maxLineBytes()), errors);
  }

  private void take(LabelFormat format, String id, String text) {
    switch (format.content()) {
      case LABEL -> label(format, id, text, "");
      case DESCRIPTION -> label(format, id, "", text);
      case NAME -> label(format, id, text.replace('_', ' '), "");
      case WORD_DEFINITION -> {
        boolean synset = id.length() == 8 && id.chars().allMatch(Character::isDigit);
        int comma = synset ? text.indexOf(", ") : -1;
        label(
            format,
            id,
            comma < 0 ? text : text.substring(0, comma),
            comma < 0 ? "" : text.substring(comma + 2));
      }
      case LABEL_DESCRIPTION -> {
        int dashes = text.indexOf(" -- ");
        label(
            format,
            id,
            dashes < 0 ? text : text.substring(0, dashes),
            dashes < 0 ? "" : text.substring(dashes + 4));
      }
      case TYPE -> type(id, text);
      case JSON_LABELS, JSON_TYPES, TABLE -> throw new IllegalArgumentException(format.toString());
    }
  }

  /** A quoted table with a header that has the columns qid, name and perhaps description. */
  private void readTable(Source source, LabelFormat format) {
    try (LineReader lines = open(source)) {
      DelimitedReader fields = new DelimitedReader(lines, (byte) '\t', true, new byte[0]);
      List<String> header = fields.next() ? texts(lines, fields) : List.of();
      int id = header.indexOf("qid");
      int name = header.indexOf("name");
      int description = header.indexOf("description");
      if (id < 0 || name < 0) {
        throw new DataFormatException(
            source.name(), 1, 1, "expected the columns qid and name, found " + header);
      }
      while (fields.next()) {
        List<String> row = texts(lines, fields);
        if (row.size() != header.size()) {
          lines.report(
              lines.start(), "expected %d fields, found %d".formatted(header.size(), row.size()));
        } else {
          label(format, row.get(id), row.get(name), description < 0 ? "" : row.get(description));
        }
      }
    }
  }

  private static List<String> texts(LineReader lines, DelimitedReader fields) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.count(); i++) {
      int length = fields.end(i) - fields.start(i);
      texts.add(new String(lines.bytes(), fields.start(i), length, UTF_8));
    }
    return texts;
  }

  private void readJson(Source source, LabelFormat format) {
    try (InputStream in = source.open()) {
      JsonNode root = new ObjectMapper().readTree(in);
      if (!root.isObject()) {
        throw new DataFormatException(source.name(), 1, 1, "expected a JSON object of ids");
      }
      root.properties().forEach(entry -> takeJson(format, entry.getKey(), entry.getValue()));
    } catch (JsonProcessingException e) {
      DataFormatException failure =
          new DataFormatException(
              source.name(),
              e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
              e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
              "expected JSON, found " + e.getOriginalMessage());
      failure.initCause(e);
      throw failure;
    } catch (IOException e) {
      DataFormatException failure =
          new DataFormatException(source.name() + ": cannot be read: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private void takeJson(LabelFormat format, String id, JsonNode value) {
    if (format.content() == Content.JSON_TYPES) {
      value.forEach(type -> type(id, type.asText()));
    } else {
      label(format, id, value.path("label").asText(), value.path("description").asText());
    }
  }

  /** Sets what is not blank; an entry counts as used if anything was set. */
  private void label(LabelFormat format, String name, String label, String description) {
    int id =
        switch (format.subject()) {
          case Subject.ENTITY -> entities.find(name);
          case Subject.RELATION -> relations.find(name);
          case Subject.TYPE -> annotations.types().names().find(name);
        };
    boolean set = false;
    if (id != Vocabulary.UNKNOWN) {
      Labels.Builder labels = labelsOf(format.subject());
      set = !label.isBlank() && labels.label(id, format.language(), label);
      set |= !description.isBlank() && labels.description(id, format.language(), description);
    }
    count(set);
  }

  private Labels.Builder labelsOf(Subject subject) {
    return switch (subject) {
      case ENTITY -> annotations.entities();
      case RELATION -> annotations.relations();
      case TYPE -> annotations.typeLabels();
    };
  }

  private void type(String name, String type) {
    int id = entities.find(name);
    if (id != Vocabulary.UNKNOWN) {
      annotations.types().add(id, type);
    }
    count(id != Vocabulary.UNKNOWN);
  }

  private void count(boolean set) {
    used += set ? 1 : 0;
    unused += set ? 0 : 1;
  }
}
