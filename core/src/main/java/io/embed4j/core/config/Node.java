package io.embed4j.core.config;

import io.embed4j.core.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value as it was written, with its place.
 *
 * @param source who wrote it
 * @param path dotted keys from the root, "" at the root
 * @param value a scalar, list or mapping
 */
record Node(ConfigSource source, String path, Object value) {
  Node child(String key, Object childValue) {
    return new Node(source, path.isEmpty() ? key : path + "." + key, childValue);
  }

  /** Returns the value as a mapping. */
  Map<String, Object> mapping() {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> result = new LinkedHashMap<>();
      map.forEach((key, v) -> result.put((String) key, v));
      return result;
    }
    throw expected("keys and values");
  }

  /** Returns the value as a list of nodes. */
  List<Node> items() {
    if (value instanceof List<?> list) {
      List<Node> result = new ArrayList<>();
      for (Object item : list) {
        result.add(new Node(source, path + "[" + result.size() + "]", item));
      }
      return result;
    }
    throw expected("a list");
  }

  ConfigException expected(String what) {
    return error("expected " + what + ", found " + value);
  }

  ConfigException error(String reason) {
    return source.error(path, reason);
  }
}
