package io.embed4j.graph.evaluate;

import java.util.Locale;

/**
 * How figures came about; without it they cannot be compared.
 *
 * @param graph name of the graph
 * @param part what was ranked, such as "test"
 * @param triples triples ranked
 * @param of triples of that part; more than {@code triples} if only a sample was ranked
 * @param candidates entities that each answer was ranked against
 * @param unseen ranked triples with an entity that the training triples do not mention
 */
public record Protocol(String graph, String part, int triples, int of, int candidates, int unseen) {
  /** Returns whether only a sample was ranked. */
  public boolean sampled() {
    return triples < of;
  }

  /** Returns the definition in words. */
  public String description() {
    return String.format(
        Locale.ROOT,
        "filtered (known triples of train, valid and test removed), both sides, all %,d entities as"
            + " candidates, ties at the mean rank (realistic), unseen entities included"
            + " (%,d triples)%s",
        candidates,
        unseen,
        sampled() ? String.format(Locale.ROOT, "; SAMPLE of %,d of %,d triples", triples, of) : "");
  }
}
