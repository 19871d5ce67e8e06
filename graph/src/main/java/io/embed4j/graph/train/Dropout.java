package io.embed4j.graph.train;

/**
 * Shares of the components of a query's parts that are set to 0 while training; the others are
 * scaled up to make good. One mask a query; candidates are left whole.
 *
 * @param entity of the known entity's row, in [0, 1)
 * @param relation of the relation's operator, in [0, 1)
 */
public record Dropout(double entity, double relation) {
  public Dropout {
    if (!(entity >= 0 && entity < 1 && relation >= 0 && relation < 1)) {
      throw new IllegalArgumentException(
          "dropout must be at least 0 and below 1, but is " + entity + " and " + relation);
    }
  }

  boolean isOn() {
    return entity > 0 || relation > 0;
  }
}
