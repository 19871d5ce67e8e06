package io.embed4j.search.query;

/**
 * Maximal marginal relevance: of the candidates, the next hit is the one with the largest λ ·
 * relevance − (1 − λ) · (largest cosine with a hit chosen before), relevance being its score
 * brought to 0 … 1 over the candidates. Carbonell and Goldstein: The use of MMR, SIGIR 1998.
 *
 * @param field name of the vectors that tell what is alike
 * @param relevance λ, from 0 (only unlike each other) to 1 (only relevant)
 */
public record Diversity(String field, double relevance) {
  public Diversity {
    if (!(relevance >= 0 && relevance <= 1)) {
      throw new IllegalArgumentException("relevance must be from 0 to 1, but is " + relevance);
    }
  }
}
