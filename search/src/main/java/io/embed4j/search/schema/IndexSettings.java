package io.embed4j.search.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.UntrustedJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an index is like. It is part of each commit, so that a reader sees settings and items of the
 * same moment.
 *
 * @param graph how graphs of neighbours are built
 * @param vectors the vectors that items may have, by name
 * @param notes what programs want to remember of the index, such as the name of its model
 */
public record IndexSettings(
    GraphSettings graph, Map<String, VectorField> vectors, Map<String, String> notes) {
  private static final String KEY = "embed4j";
  private static final int VERSION = 1;

  public IndexSettings {
    vectors = Collections.unmodifiableMap(new TreeMap<>(vectors));
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /** Returns the settings of an index without vectors. */
  public static IndexSettings defaults() {
    return new IndexSettings(GraphSettings.defaults(), Map.of(), Map.of());
  }

  /** Returns the same settings with one more vector, or another one of its name. */
  public IndexSettings with(VectorField field) {
    Map<String, VectorField> more = new TreeMap<>(vectors);
    more.put(field.name(), field);
    return new IndexSettings(graph, more, notes);
  }

  /** Returns the same settings with another note. */
  public IndexSettings withNote(String name, String value) {
    Map<String, String> more = new TreeMap<>(notes);
    more.put(name, value);
    return new IndexSettings(graph, vectors, more);
  }

  /**
   * Returns a vector of the index.
   *
   * @throws NotFoundException if there is none of this name; the message says which there are
   */
  public VectorField vector(String name) {
    return Optional.ofNullable(vectors.get(name))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "this index has no vectors \"%s\"; it has %s"
                        .formatted(
                            name,
                            vectors.isEmpty() ? "none" : String.join(", ", vectors.keySet()))));
  }

  /** Returns what a commit of Lucene carries. */
  public Map<String, String> toCommit() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", VERSION);
    root.putObject("graph")
        .put("m", graph.m())
        .put("ef-construction", graph.efConstruction())
        .put("exact-below", graph.exactBelow());
    ArrayNode fields = root.putArray("vectors");
    vectors.values().forEach(field -> fields.add(field.json()));
    notes.forEach(root.putObject("notes")::put);
    return Map.of(KEY, root.toString());
  }

  /**
   * Returns what {@link #toCommit} wrote.
   *
   * @param where the index, for messages
   * @throws ModelFormatException if something else wrote it, or a newer version
   */
  public static IndexSettings ofCommit(String where, Map<String, String> commit) {
    String text = commit.getOrDefault(KEY, "");
    if (text.isEmpty()) {
      throw new ModelFormatException(where + " is an index of Lucene, but not of Embed4j");
    }
    JsonNode root = UntrustedJson.read(where, text.getBytes(StandardCharsets.UTF_8));
    if (root.path("version").asInt() != VERSION) {
      throw new ModelFormatException(
          "%s has version %s, and this program reads version %d: make the index anew"
              .formatted(where, root.path("version"), VERSION));
    }
    JsonNode graph = root.path("graph");
    IndexSettings settings =
        new IndexSettings(
            new GraphSettings(
                graph.path("m").asInt(),
                graph.path("ef-construction").asInt(),
                graph.path("exact-below").asInt()),
            Map.of(),
            Map.of());
    for (JsonNode field : root.path("vectors")) {
      settings =
          settings.with(
              VectorField.of(field)
                  .orElseThrow(
                      () -> new ModelFormatException(where + " has an unknown vector: " + field)));
    }
    for (var note : root.path("notes").properties()) {
      settings = settings.withNote(note.getKey(), note.getValue().asText());
    }
    return settings;
  }
}
