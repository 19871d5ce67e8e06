package io.embed4j.graph.reason.pattern;

import java.util.List;

/** A rule about relations, which are given by their ids. */
public sealed interface Pattern {
  /** r(x, y) ⇒ r(y, x). */
  record Symmetric(int relation) implements Pattern {}

  /** r(x, y) ⇒ ¬r(y, x). */
  record Antisymmetric(int relation) implements Pattern {}

  /** r₁(x, y) ⇔ r₂(y, x), for two different relations of which the first has the lower id. */
  record Inverse(int first, int second) implements Pattern {}

  /** r₁(x, y) ⇒ r₂(x, y): the narrow relation is contained in the wide one. */
  record SubRelation(int narrow, int wide) implements Pattern {}

  /** r₁(x, y) ∧ r₂(y, z) ⇒ r₃(x, z). */
  record Composition(int first, int second, int whole) implements Pattern {}

  /** What sort of rule a pattern is. */
  enum Kind {
    SYMMETRIC,
    ANTISYMMETRIC,
    INVERSE,
    SUB_RELATION,
    COMPOSITION
  }

  /** Returns the relations in the order in which the rule names them. */
  default List<Integer> relations() {
    return switch (this) {
      case Symmetric(int r) -> List.of(r);
      case Antisymmetric(int r) -> List.of(r);
      case Inverse(int first, int second) -> List.of(first, second);
      case SubRelation(int narrow, int wide) -> List.of(narrow, wide);
      case Composition(int first, int second, int whole) -> List.of(first, second, whole);
    };
  }

  /** Returns what sort of rule this is. */
  default Kind kind() {
    return switch (this) {
      case Symmetric _ -> Kind.SYMMETRIC;
      case Antisymmetric _ -> Kind.ANTISYMMETRIC;
      case Inverse _ -> Kind.INVERSE;
      case SubRelation _ -> Kind.SUB_RELATION;
      case Composition _ -> Kind.COMPOSITION;
    };
  }
}
