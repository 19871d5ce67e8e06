package io.embed4j.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What may stand where a configuration record holds an open interface: for each such interface, the
 * records that implement it, by the name that {@code type:} selects them with. A sealed interface
 * needs no entry: its permitted records are found by themselves. Immutable.
 */
public final class Choices {
  private final Map<Class<?>, Map<String, Record>> byInterface;

  private Choices(Map<Class<?>, Map<String, Record>> byInterface) {
    this.byInterface = byInterface;
  }

  /** Returns no choices: enough where every interface is sealed. */
  public static Choices none() {
    return new Choices(Map.of());
  }

  /**
   * Returns these choices and those of one more interface.
   *
   * @param type the interface
   * @param defaults the alternatives by name; each value must be a record and holds the settings
   *     that count when a file leaves them out
   */
  public <T> Choices with(Class<T> type, Map<String, ? extends T> defaults) {
    Map<String, Record> records = new LinkedHashMap<>();
    defaults.forEach(
        (name, value) -> {
          if (!(value instanceof Record instance)) {
            throw new IllegalArgumentException(name + " must be a record, but is " + value);
          }
          records.put(name, instance);
        });
    Map<Class<?>, Map<String, Record>> all = new LinkedHashMap<>(byInterface);
    all.put(type, records);
    return new Choices(all);
  }

  /** Returns whether a component of this type is chosen by {@code type:}. */
  boolean isChoice(Class<?> type) {
    return byInterface.containsKey(type) || type.isSealed();
  }

  /** Returns the alternatives of a type by name, in the order of declaration. */
  Map<String, Alternative> of(Class<?> type) {
    Map<String, Alternative> alternatives = new LinkedHashMap<>();
    Map<String, Record> registered = byInterface.get(type);
    if (registered != null) {
      registered.forEach((name, value) -> alternatives.put(name, Alternative.like(value)));
    } else {
      addPermitted(type, alternatives);
    }
    return alternatives;
  }

  private static void addPermitted(Class<?> type, Map<String, Alternative> alternatives) {
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        addPermitted(permitted, alternatives);
      } else {
        alternatives.put(
            Names.kebab(permitted.getSimpleName()),
            Alternative.of(Records.requireRecord(permitted)));
      }
    }
  }

  /** Returns the name of the alternative that a value is an instance of. */
  String nameOf(Class<?> type, Object value) {
    return of(type).entrySet().stream()
        .filter(entry -> entry.getValue().type() == value.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    value + " must be one of " + of(type).keySet() + " to stand for " + type));
  }
}
