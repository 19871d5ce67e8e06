package io.embed4j.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes records as the YAML that {@link ConfigReader} reads, keys in the order of the components.
 * Immutable.
 */
public final class ConfigWriter {
  private final Choices choices;

  /** Makes a writer that knows these open choices. */
  public ConfigWriter(Choices choices) {
    this.choices = choices;
  }

  /** Returns every setting as YAML, defaults included. */
  public String yaml(Record value) {
    return dump(tree(value));
  }

  /**
   * Returns the settings that differ as YAML: read with the same defaults, they give the value
   * again.
   */
  public <T extends Record> String difference(T value, T defaults) {
    return dump(difference(value.getClass(), value, defaults));
  }

  /**
   * Returns every setting as a tree of mappings, lists, strings, numbers and booleans, such as JSON
   * holds.
   */
  public Map<String, Object> tree(Record value) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RecordComponent component : Records.components(value.getClass())) {
      write(component.getGenericType(), Records.value(component, value))
          .ifPresent(written -> result.put(Records.key(component), written));
    }
    return result;
  }

  /** Returns what stands for a value; nothing for an empty Optional. */
  private Optional<Object> write(Type type, Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.flatMap(item -> write(argument(type), item));
      case List<?> list ->
          Optional.of(list.stream().flatMap(v -> write(argument(type), v).stream()).toList());
      case Map<?, ?> map -> {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach(
            (key, v) -> write(argument(type), v).ifPresent(w -> result.put((String) key, w)));
        yield Optional.of(result);
      }
      case Record record -> Optional.of(typed(type, record, tree(record)));
      case Enum<?> constant -> Optional.of(Names.kebab(constant));
      case Float number -> Optional.of(Double.valueOf(number.toString()));
      default -> Optional.of(value);
    };
  }

  /** Puts the name of the alternative first where the component leaves a choice. */
  private Map<String, Object> typed(Type type, Record value, Map<String, Object> settings) {
    if (!(type instanceof Class<?> plain) || !choices.isChoice(plain)) {
      return settings;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("type", choices.nameOf(plain, value));
    result.putAll(settings);
    return result;
  }

  private Map<String, Object> difference(
      Class<? extends Record> type, Record value, Record defaults) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RecordComponent component : Records.components(type)) {
      Object own = Records.value(component, value);
      Object usual = Records.value(component, defaults);
      if (Objects.equals(own, usual)) {
        continue;
      }
      Type declared = component.getGenericType();
      Optional<Object> written =
          own instanceof Record a && usual instanceof Record b && a.getClass() == b.getClass()
              ? Optional.of(typed(declared, a, difference(a.getClass(), a, b)))
              : write(declared, own);
      written.ifPresent(w -> result.put(Records.key(component), w));
    }
    return result;
  }

  private static Type argument(Type type) {
    Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private static String dump(Map<String, Object> tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(1000)
            .build();
    return new Dump(settings).dumpToString(tree);
  }
}
