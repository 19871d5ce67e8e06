package io.embed4j.core.config;

import io.embed4j.core.error.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Settings as somebody wrote them, a YAML 1.2 mapping with overrides on top, before any record
 * makes sense of them. Immutable.
 */
public final class ConfigSource {
  /** Stands for a key without a value. */
  record Nothing() {
    @Override
    public String toString() {
      return "nothing";
    }
  }

  private final String name;
  private final Map<String, Object> tree;
  private final Map<String, String> origins;

  private ConfigSource(String name, Map<String, Object> tree, Map<String, String> origins) {
    this.name = name;
    this.tree = tree;
    this.origins = origins;
  }

  /** Returns no settings at all: a base for overrides. */
  public static ConfigSource empty() {
    return new ConfigSource("settings", Map.of(), Map.of());
  }

  /** Returns the settings of a YAML file. */
  public static ConfigSource file(Path file) {
    try {
      return text(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": expected UTF-8 text, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the settings of a YAML text.
   *
   * @param name what messages call it, such as the name of its file
   */
  public static ConfigSource text(String name, String yaml) {
    Object root = parse(name, yaml);
    return new ConfigSource(
        name, root instanceof Nothing ? Map.of() : mapping(name, root), Map.of());
  }

  /**
   * Returns these settings with one of them replaced.
   *
   * @param assignment a dotted path and a YAML value, such as {@code loss.margin=9}; where the path
   *     goes through a choice written in short ({@code loss: margin-ranking}), that stays its type
   */
  public ConfigSource with(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "--set wants key=value, such as loss.margin=9, but is " + assignment);
    }
    String path = assignment.substring(0, equals).strip();
    String origin = "--set " + assignment;
    Map<String, String> allOrigins = new LinkedHashMap<>(origins);
    allOrigins.put(path, origin);
    Object value = parse(origin, assignment.substring(equals + 1));
    return new ConfigSource(name, replaced(tree, path, value), allOrigins);
  }

  /** Returns these settings with some of them replaced, one after the other. */
  public ConfigSource with(List<String> assignments) {
    ConfigSource source = this;
    for (String assignment : assignments) {
      source = source.with(assignment);
    }
    return source;
  }

  /** Returns the value at a dotted path, such as "model.type", if it was written. */
  public Optional<Object> find(String path) {
    Object node = tree;
    for (String key : path.split("\\.", -1)) {
      if (!(node instanceof Map<?, ?> map) || !map.containsKey(key)) {
        return Optional.empty();
      }
      node = map.get(key);
    }
    return Optional.ofNullable(node);
  }

  /**
   * Returns the mapping; values are strings, numbers, booleans, lists, mappings, {@link Nothing}.
   */
  Map<String, Object> tree() {
    return tree;
  }

  /** Returns an error about the value at a path; the message begins with who wrote it. */
  ConfigException error(String path, String reason) {
    String origin = name;
    for (Map.Entry<String, String> override : origins.entrySet()) {
      if ((path + ".").startsWith(override.getKey() + ".")) {
        origin = override.getValue();
      }
    }
    return new ConfigException(origin + ": " + (path.isEmpty() ? "" : path + ": ") + reason);
  }

  private static Object parse(String name, String yaml) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(name).setSchema(new CoreSchema()).build();
      return clean(name, new Load(settings).loadFromString(yaml));
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
              .orElse("");
      throw new ConfigException(name + place + ": not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(name + ": not YAML: " + e.getMessage());
    }
  }

  /** Returns the parser's tree with string keys only and without null. */
  private static Object clean(String name, @Nullable Object node) {
    if (node == null) {
      return new Nothing();
    }
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(String.valueOf(key), clean(name, value)));
      return result;
    }
    if (node instanceof List<?> list) {
      return list.stream().map(item -> clean(name, item)).toList();
    }
    return node;
  }

  private static Map<String, Object> mapping(String name, Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put((String) key, value));
      return result;
    }
    throw new ConfigException(name + ": expected keys and values, found " + node);
  }

  private static Map<String, Object> replaced(Map<String, Object> tree, String path, Object value) {
    Map<String, Object> result = new LinkedHashMap<>(tree);
    int dot = path.indexOf('.');
    if (dot < 0) {
      result.put(path, value);
      return result;
    }
    String key = path.substring(0, dot);
    Map<String, Object> below =
        switch (result.getOrDefault(key, new Nothing())) {
          case Map<?, ?> map -> mapping(key, map);
          case String type -> Map.of("type", type);
          default -> Map.of();
        };
    result.put(key, replaced(below, path.substring(dot + 1), value));
    return result;
  }
}
