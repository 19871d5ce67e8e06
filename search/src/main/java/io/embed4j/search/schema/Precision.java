package io.embed4j.search.schema;

/**
 * In how many bits a dimension vectors are compared while neighbours are looked for. The floats are
 * kept beside the codes, and order what was found.
 */
public enum Precision {
  /** 32 bits. */
  FLOAT(1),
  /** 8 bits: Lucene's optimised scalar quantisation. */
  INT8(2),
  /** 1 bit, asked for by 4 bits of the question: Lucene's optimised scalar quantisation. */
  BINARY(5);

  private final int oversampling;

  Precision(int oversampling) {
    this.oversampling = oversampling;
  }

  /** Returns how many neighbours are looked for and rescored for each that is wanted. */
  public int oversampling() {
    return oversampling;
  }
}
