package io.embed4j.core.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reflection on records, and on nothing else. */
final class Records {
  private Records() {}

  static List<RecordComponent> components(Class<? extends Record> type) {
    return List.of(type.getRecordComponents());
  }

  /** Returns the key of a component in a file. */
  static String key(RecordComponent component) {
    return Names.kebab(component.getName());
  }

  static List<String> keys(Class<? extends Record> type) {
    return components(type).stream().map(Records::key).toList();
  }

  static Class<? extends Record> requireRecord(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type + " must be a record to be configured");
    }
    return type.asSubclass(Record.class);
  }

  /** Returns what the record's own static {@code defaults()} returns, if it has that method. */
  static Optional<Record> defaults(Class<? extends Record> type) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("defaults")
          && method.getParameterCount() == 0
          && method.getReturnType() == type
          && Modifier.isStatic(method.getModifiers())) {
        return Optional.of(type.cast(invoke(method, type)));
      }
    }
    return Optional.empty();
  }

  static Object value(RecordComponent component, Record instance) {
    return invoke(component.getAccessor(), instance);
  }

  private static Object invoke(Method method, Object target) {
    try {
      return method.invoke(target);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " must be public, in an exported package", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(method + " failed", e);
    }
  }

  /** Returns a new record; rethrows the {@link IllegalArgumentException} of its own rules. */
  static Record create(Class<? extends Record> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException rule) {
        throw rule;
      }
      throw new IllegalStateException("the constructor of " + type + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must be public, in an exported package", e);
    }
  }
}
