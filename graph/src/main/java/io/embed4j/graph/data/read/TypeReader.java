package io.embed4j.graph.data.read;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Subclasses;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.line.LineReader;
import io.embed4j.graph.data.read.TypeSources.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads types of the entities of a graph; types of other entities are left out. */
public final class TypeReader {
  private static final ReadOptions OPTIONS = ReadOptions.DEFAULT;

  private final Vocabulary entities;
  private final Vocabulary names = new Vocabulary();
  private final ErrorLog errors = new ErrorLog(OPTIONS.maxErrors());
  private final Labels.Builder labels = new Labels.Builder();
  private long unused;

  private TypeReader(Vocabulary entities) {
    this.entities = entities;
  }

  /**
   * Returns the types, in the parts in which they were given.
   *
   * @param entities of the graph
   * @throws DataFormatException if a file is missing, empty or not as expected, or has no type of
   *     any of these entities; the message says where
   */
  public static TypeParts read(TypeSources sources, Vocabulary entities) {
    return new TypeReader(entities).read(sources);
  }

  private TypeParts read(TypeSources sources) {
    EntityTypes.Builder train = new EntityTypes.Builder(names);
    EntityTypes.Builder valid = new EntityTypes.Builder(names);
    EntityTypes.Builder test = new EntityTypes.Builder(names);
    switch (sources.parts()) {
      case Parts.Whole(List<Source> all) -> all.forEach(source -> read(source, train));
      case Parts.Given given -> {
        read(given.train(), train);
        read(given.valid(), valid);
        read(given.test(), test);
      }
    }
    sources.labels().forEach(source -> read(source, train));
    Labels built = labels.build();
    Subclasses subclasses = sources.subclasses().map(this::subclasses).orElse(Subclasses.NONE);
    TypeParts parts =
        new TypeParts(train.build(built), valid.build(built), test.build(built), subclasses);
    if (parts.train().size() == 0) {
      throw new DataFormatException(
          "%s: expected types of entities of the graph, found none (%,d lines are of other names)"
              .formatted(sources.name(), unused));
    }
    return parts;
  }

  private void read(Source source, EntityTypes.Builder types) {
    AnnotationsBuilder annotations =
        new AnnotationsBuilder(
            new Labels.Builder(), new Labels.Builder(), types, labels, new Attributes.Builder());
    LabelFiles files = new LabelFiles(entities, new Vocabulary(), annotations, OPTIONS, errors);
    LabelFormat format = LabelFormat.of(source.format()).orElse(LabelFormat.TYPES);
    unused += files.read(source, format).unused();
  }

  private Subclasses subclasses(Source source) {
    List<Subclasses.Pair> pairs = new ArrayList<>();
    try (LineReader lines =
        new LineReader(source.name(), source.open(), OPTIONS.maxLineBytes(), errors)) {
      while (lines.next()) {
        int length = lines.end() - lines.start();
        String line = new String(lines.bytes(), lines.start(), length, StandardCharsets.UTF_8);
        String[] fields = line.split("\t", -1);
        if (fields.length == 2) {
          pairs.add(new Subclasses.Pair(fields[0].strip(), fields[1].strip()));
        } else {
          lines.report(lines.start(), "expected a type, a tab and the type above it");
        }
      }
    }
    return new Subclasses(pairs);
  }
}
