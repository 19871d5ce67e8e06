package io.embed4j.search.item;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing in an index.
 *
 * @param id by which it is replaced and deleted
 * @param text found by its words; "" for none
 * @param attributes found by filters
 * @param vectors by their names, found by their neighbours; an item need not have all vectors of
 *     the index. The arrays are read when the item is put, and belong to the caller.
 */
public record Item(
    String id, String text, List<Attribute> attributes, Map<String, float[]> vectors) {
  public Item {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id must not be empty");
    }
    attributes = List.copyOf(attributes);
    vectors = Map.copyOf(vectors);
  }

  /** Returns the first value of a name among terms. */
  public Optional<String> term(String name) {
    return attributes.stream()
        .filter(a -> a instanceof Attribute.Term && a.name().equals(name))
        .map(Attribute::shown)
        .findFirst();
  }

  /** Returns the first value of a name among whole numbers. */
  public OptionalLong whole(String name) {
    return attributes.stream()
        .filter(a -> a instanceof Attribute.Whole && a.name().equals(name))
        .mapToLong(a -> ((Attribute.Whole) a).value())
        .findFirst();
  }
}
