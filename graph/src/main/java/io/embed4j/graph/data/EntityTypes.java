package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * The types of entities, such as "human" or "city"; an entity may have several or none. Immutable.
 */
public final class EntityTypes {
  /** No types at all. */
  public static final EntityTypes NONE = new Builder().build(Labels.NONE);

  private final Vocabulary names;
  private final Labels labels;

  /** Distinct rows of entity above type, ascending. */
  private final long[] rows;

  private EntityTypes(Vocabulary names, Labels labels, long[] rows) {
    this.names = names;
    this.labels = labels;
    this.rows = rows;
  }

  /** Collects types. Not thread-safe. */
  public static final class Builder {
    private final Vocabulary names;
    private long[] rows = new long[16];
    private int size;

    /** Makes an empty builder. */
    public Builder() {
      this(new Vocabulary());
    }

    /** Makes an empty builder that shares the ids of types with others. */
    public Builder(Vocabulary names) {
      this.names = names;
    }

    /** Returns the names of the types so far. */
    public Vocabulary names() {
      return names;
    }

    /** Says that an entity has a type. */
    public void add(int entity, String type) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
      }
      rows[size++] = (long) entity << 32 | names.add(type);
    }

    /** Returns the types; the builder is not to be used any more. */
    public EntityTypes build(Labels labels) {
      return new EntityTypes(
          names, labels, Arrays.stream(rows, 0, size).sorted().distinct().toArray());
    }
  }

  /** Returns the names of the types by id. */
  public Vocabulary names() {
    return names;
  }

  /** Returns the labels of the types. */
  public Labels labels() {
    return labels;
  }

  /** Returns the number of (entity, type) statements. */
  public int size() {
    return rows.length;
  }

  /** Returns the type ids of an entity, ascending. */
  public int[] of(int entity) {
    return Arrays.stream(rows, start(entity), start(entity + 1L)).mapToInt(r -> (int) r).toArray();
  }

  /** Returns whether an entity has a type. */
  public boolean has(int entity, int type) {
    return Arrays.binarySearch(rows, (long) entity << 32 | type) >= 0;
  }

  private int start(long entity) {
    int at = Arrays.binarySearch(rows, entity << 32);
    return at >= 0 ? at : -at - 1;
  }
}
