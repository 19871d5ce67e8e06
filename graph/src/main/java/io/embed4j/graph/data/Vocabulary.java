package io.embed4j.graph.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of entities or relations and their ids 0 to size − 1, in the order of first appearance. */
public final class Vocabulary {
  /** What {@link #find} returns for a name that is not here. */
  public static final int UNKNOWN = -1;

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();

  /** Makes an empty vocabulary. */
  public Vocabulary() {}

  /** Returns the id of a name, giving it the next free id if it is new. */
  public int add(String name) {
    Integer id = ids.putIfAbsent(name, names.size());
    if (id != null) {
      return id;
    }
    names.add(name);
    return names.size() - 1;
  }

  /** Returns the id of a name, or {@link #UNKNOWN}. */
  public int find(String name) {
    return ids.getOrDefault(name, UNKNOWN);
  }

  /** Returns the name of an id. */
  public String name(int id) {
    return names.get(id);
  }

  /** Returns the number of names. */
  public int size() {
    return names.size();
  }
}
