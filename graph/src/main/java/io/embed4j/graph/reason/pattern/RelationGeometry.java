package io.embed4j.graph.reason.pattern;

import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import java.util.Set;

/**
 * What the vectors of relations say of rules, as far as a model has a closed form for them. Numbers
 * are 1 where a rule holds exactly, and about 0 or below where relations have nothing to do with
 * each other.
 */
sealed interface RelationGeometry
    permits Translations, Rotations, Products, RelationGeometry.Silent {
  /** Returns what is looked at, or why nothing is, in a sentence. */
  String description();

  /** Returns the kinds of rules that the other methods may be asked for. */
  Set<Kind> tells();

  /** Returns how closely r is its own inverse. */
  double symmetric(int r);

  /** Returns how closely one relation is the inverse of another. */
  double inverse(int a, int b);

  /** Returns how closely two relations are the same. */
  double same(int a, int b);

  /** Returns how closely a, then b, is c. */
  double composition(int a, int b, int c);

  /** Returns the geometry of a model. */
  static RelationGeometry of(KgeModel model) {
    return switch (model.interaction()) {
      case TransE _ -> new Translations(model);
      case RotatE _ -> new Rotations(model);
      case ComplEx _ -> new Products(model);
      case DistMult _ when model.reciprocal() -> new Products(model);
      case DistMult _ ->
          new Silent(
              "DistMult with single relation vectors scores (x, r, y) and (y, r, x) alike: it"
                  + " cannot tell the direction of a relation, and so none of these patterns");
      default ->
          new Silent(
              "no closed form is known for the relations of "
                  + model.interaction().getClass().getSimpleName());
    };
  }

  /**
   * No geometry: only the data has a say.
   *
   * @param description why
   */
  record Silent(String description) implements RelationGeometry {
    @Override
    public Set<Kind> tells() {
      return Set.of();
    }

    @Override
    public double symmetric(int r) {
      throw new IllegalStateException(description);
    }

    @Override
    public double inverse(int a, int b) {
      throw new IllegalStateException(description);
    }

    @Override
    public double same(int a, int b) {
      throw new IllegalStateException(description);
    }

    @Override
    public double composition(int a, int b, int c) {
      throw new IllegalStateException(description);
    }
  }
}
