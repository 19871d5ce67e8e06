package io.embed4j.core.config;

import io.embed4j.core.error.ConfigException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes records of settings.
 *
 * <ul>
 *   <li>A key is the kebab-case name of a record component: {@code batch-size} for batchSize.
 *   <li>A nested record is a nested mapping.
 *   <li>Where a component is a sealed interface (or has {@link Choices}), {@code type:} selects the
 *       record: {@code loss: {type: margin-ranking, margin: 9}}, in short {@code loss:
 *       margin-ranking}.
 *   <li>An enum constant is written in lower-case kebab: {@code in-batch}.
 *   <li>A key that is left out keeps the value of the default given for the same record, else that
 *       of the record's own {@code static defaults()}; without either it is an error, but for
 *       Optional, List and Map, which are empty then. An Optional of a default must be empty.
 *   <li>Rules are the records' own: an {@link IllegalArgumentException} of a compact constructor
 *       becomes a {@link ConfigException} that says where the value was written.
 * </ul>
 *
 * Immutable.
 */
public final class ConfigReader {
  private static final String TYPE = "type";

  private final Choices choices;

  /** Makes a reader that knows these open choices. */
  public ConfigReader(Choices choices) {
    this.choices = choices;
  }

  /**
   * Returns the defaults overlaid with the settings; {@link ConfigException} if they do not fit.
   */
  public <T extends Record> T read(T defaults, ConfigSource source) {
    @SuppressWarnings("unchecked") // getClass() of a record is its exact type
    Class<T> type = (Class<T>) defaults.getClass();
    Node root = new Node(source, "", source.tree());
    return type.cast(record(type, root, source.tree(), Optional.of(defaults)));
  }

  /** Returns a record whose defaults, if any, are its own {@code static defaults()}. */
  public <T extends Record> T read(Class<T> type, ConfigSource source) {
    Node root = new Node(source, "", source.tree());
    return type.cast(record(type, root, source.tree(), Optional.empty()));
  }

  private Object value(Type type, Node node, Optional<Object> fallback) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, node);
    }
    Class<?> plain = (Class<?>) type;
    if (choices.isChoice(plain)) {
      return choice(plain, node, fallback);
    }
    if (plain.isRecord()) {
      return record(plain.asSubclass(Record.class), node, node.mapping(), fallback);
    }
    return Scalars.read(plain, node);
  }

  private Object generic(ParameterizedType type, Node node) {
    Type[] arguments = type.getActualTypeArguments();
    Type last = arguments[arguments.length - 1];
    if (type.getRawType() == Optional.class) {
      return node.value() instanceof ConfigSource.Nothing
          ? Optional.empty()
          : Optional.of(value(last, node, Optional.empty()));
    }
    if (type.getRawType() == List.class) {
      return node.items().stream().map(item -> value(last, item, Optional.empty())).toList();
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      Map<String, Object> result = new LinkedHashMap<>();
      node.mapping()
          .forEach((key, v) -> result.put(key, value(last, node.child(key, v), Optional.empty())));
      return result;
    }
    throw new IllegalStateException(type + " cannot be configured");
  }

  private Object choice(Class<?> type, Node node, Optional<Object> fallback) {
    Map<String, Alternative> alternatives = choices.of(type);
    Map<String, Object> settings =
        node.value() instanceof String name ? Map.of(TYPE, name) : node.mapping();
    Optional<String> usual = fallback.map(value -> choices.nameOf(type, value));
    Object written = settings.get(TYPE);
    String name =
        written != null
            ? String.valueOf(written)
            : usual.orElseThrow(
                () -> node.error("type is missing; it is one of " + join(alternatives.keySet())));
    Alternative chosen = alternatives.get(name);
    if (chosen == null) {
      throw node.error("no " + name + "; it is one of " + join(alternatives.keySet()));
    }
    Map<String, Object> own = new LinkedHashMap<>(settings);
    own.remove(TYPE);
    for (String key : own.keySet()) {
      if (!Records.keys(chosen.type()).contains(key)) {
        throw unknownInChoice(node, name, key, chosen, alternatives);
      }
    }
    Optional<Object> defaults =
        usual.filter(name::equals).isPresent()
            ? fallback
            : chosen.defaults().map(Object.class::cast);
    return record(chosen.type(), node, own, defaults);
  }

  /** A key of another alternative is a likelier slip than a misspelling. */
  private static ConfigException unknownInChoice(
      Node node,
      String name,
      String key,
      Alternative chosen,
      Map<String, Alternative> alternatives) {
    List<String> owners =
        alternatives.entrySet().stream()
            .filter(entry -> Records.keys(entry.getValue().type()).contains(key))
            .map(Map.Entry::getKey)
            .toList();
    return owners.isEmpty()
        ? unknown(node, key, Records.keys(chosen.type()))
        : node.error(name + " has no " + key + "; type " + join(owners) + " has");
  }

  private static ConfigException unknown(Node node, String key, List<String> keys) {
    if (key.contains(":")) { // YAML takes {a:1} for one key without a value
      return node.child(key, "").error("is no key; write a space after the colon, as in {a: 1}");
    }
    String known = keys.isEmpty() ? "there are no keys here" : "keys are " + join(keys);
    return node.child(key, "")
        .error(
            "unknown key; "
                + Names.nearest(key, keys)
                    .map(nearest -> "the nearest is " + node.child(nearest, "").path())
                    .orElse(known));
  }

  private Record record(
      Class<? extends Record> type, Node node, Map<String, Object> settings, Optional<?> fallback) {
    List<String> keys = Records.keys(type);
    for (String key : settings.keySet()) {
      if (!keys.contains(key)) {
        throw unknown(node, key, keys);
      }
    }
    Optional<Record> base =
        fallback.isPresent()
            ? fallback.filter(type::isInstance).map(Record.class::cast)
            : Records.defaults(type);
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : Records.components(type)) {
      String key = Records.key(component);
      Optional<Object> usual = base.map(record -> Records.value(component, record));
      if (settings.containsKey(key)) {
        Node child = node.child(key, settings.get(key));
        values.add(value(component.getGenericType(), child, usual));
      } else {
        values.add(usual.orElseGet(() -> whenLeftOut(component, node.child(key, ""))));
      }
    }
    try {
      return Records.create(type, values);
    } catch (IllegalArgumentException e) {
      throw node.error(String.valueOf(e.getMessage()));
    }
  }

  private static Object whenLeftOut(RecordComponent component, Node node) {
    return switch (component.getType().getSimpleName()) {
      case "Optional" -> Optional.empty();
      case "List" -> List.of();
      case "Map" -> Map.of();
      default -> throw node.error("is missing and has no default");
    };
  }

  private static String join(Iterable<String> names) {
    return String.join(", ", names);
  }
}
