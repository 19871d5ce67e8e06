package io.embed4j.graph.model;

/**
 * The paper that a model comes from.
 *
 * @param title as published
 * @param authors surnames
 * @param venue conference or journal
 * @param year of publication
 */
public record Reference(String title, String authors, String venue, int year) {
  /** Returns a citation on one line. */
  @Override
  public String toString() {
    return authors + ": " + title + ", " + venue + " " + year;
  }
}
