package io.embed4j.graph.data;

import io.embed4j.core.run.Seeds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Types of entities in three parts with common ids of types. A split that was given usually divides
 * statements, so that an entity may have types in every part; {@link #split} divides entities.
 *
 * @param train to learn from; everything if there is no split
 * @param valid to choose settings by; empty if there is no split
 * @param test to measure on; empty if there is no split
 * @param subclasses which types lie below which
 */
public record TypeParts(
    EntityTypes train, EntityTypes valid, EntityTypes test, Subclasses subclasses) {
  private static final double HELD_SHARE = 0.1;

  public TypeParts {
    if (train.names() != valid.names() || train.names() != test.names()) {
      throw new IllegalArgumentException("the parts must share the ids of their types");
    }
  }

  /** Returns types without a split. */
  public static TypeParts whole(EntityTypes types) {
    EntityTypes none = new EntityTypes.Builder(types.names()).build(types.labels());
    return new TypeParts(types, none, none, Subclasses.NONE);
  }

  /**
   * Returns the types that a graph has in its annotations, without a split, for the entities of
   * another vocabulary; those that it lacks are left out.
   */
  public static TypeParts of(KnowledgeGraph graph, Vocabulary entities) {
    EntityTypes own = graph.annotations().types();
    EntityTypes.Builder types = new EntityTypes.Builder(own.names());
    for (int e = 0; e < graph.entities().size(); e++) {
      int entity =
          own.of(e).length == 0 ? Vocabulary.UNKNOWN : entities.find(graph.entities().name(e));
      if (entity != Vocabulary.UNKNOWN) {
        IntStream.of(own.of(e)).forEach(type -> types.add(entity, own.names().name(type)));
      }
    }
    return whole(types.build(own.labels()));
  }

  /** Returns whether there is something to choose by and something to measure on. */
  public boolean isSplit() {
    return valid.size() > 0 && test.size() > 0;
  }

  /** Returns the names of the types. */
  public Names names() {
    return new Names("type", train.names(), train.labels());
  }

  /** Returns the number of statements of all parts. */
  public int size() {
    return train.size() + valid.size() + test.size();
  }

  /** Returns the types of an entity in all parts, ascending. */
  public int[] of(int entity) {
    return Stream.of(train, valid, test)
        .flatMapToInt(part -> IntStream.of(part.of(entity)))
        .sorted()
        .distinct()
        .toArray();
  }

  /**
   * Returns another split of all statements: a tenth of the entities that have types, drawn by
   * chance, for validation with all their types, another tenth for the test.
   *
   * @param entities number of entities of the graph
   */
  public TypeParts split(int entities, long seed) {
    int[] typed = IntStream.range(0, entities).filter(e -> of(e).length > 0).toArray();
    SplittableRandom random = Seeds.stream(seed, "type split", 0);
    Seeds.shuffle(typed, random);
    int held = (int) Math.round(HELD_SHARE * typed.length);
    return new TypeParts(
        part(IntStream.of(typed).skip(2L * held)),
        part(IntStream.of(typed).limit(held)),
        part(IntStream.of(typed).skip(held).limit(held)),
        subclasses);
  }

  private EntityTypes part(IntStream entities) {
    EntityTypes.Builder part = new EntityTypes.Builder(train.names());
    entities.forEach(
        entity -> {
          for (int type : of(entity)) {
            part.add(entity, train.names().name(type));
          }
        });
    return part.build(train.labels());
  }
}
