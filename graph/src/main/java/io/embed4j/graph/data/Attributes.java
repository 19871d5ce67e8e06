package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * Literal values of entities: numbers and texts by predicate, such as (Everest, height, 8849).
 * Dates are numbers of years: 1 July 2020 is about 2020.5. Immutable once built.
 */
public final class Attributes {
  /** No attributes at all. */
  public static final Attributes NONE = new Builder().build();

  private final Vocabulary predicates;
  private final Triples numberRows;
  private final double[] numbers;
  private final Triples textRows;
  private final Vocabulary texts;

  private Attributes(Builder builder) {
    predicates = builder.predicates;
    numberRows = builder.numberRows.triples();
    numbers = Arrays.copyOf(builder.numbers, numberRows.size());
    textRows = builder.textRows.triples();
    texts = builder.texts;
  }

  /** Collects attributes. Not thread-safe. */
  public static final class Builder {
    private final Vocabulary predicates = new Vocabulary();
    private final TripleBuffer numberRows = new TripleBuffer(); // entity, predicate, row
    private double[] numbers = new double[16];
    private final TripleBuffer textRows = new TripleBuffer(); // entity, predicate, text
    private final Vocabulary texts = new Vocabulary();

    /** Makes an empty builder. */
    public Builder() {}

    /** Adds a number. */
    public void add(int entity, String predicate, double value) {
      int row = numberRows.size();
      if (row == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * row);
      }
      numbers[row] = value;
      numberRows.add(entity, predicates.add(predicate), row);
    }

    /** Adds a text. */
    public void add(int entity, String predicate, String text) {
      textRows.add(entity, predicates.add(predicate), texts.add(text));
    }

    /** Returns the attributes; the builder is not to be used any more. */
    public Attributes build() {
      return new Attributes(this);
    }
  }

  /** Returns the names of the predicates by id. */
  public Vocabulary predicates() {
    return predicates;
  }

  /** Returns how many numbers there are. */
  public int numberCount() {
    return numbers.length;
  }

  /** Returns how many texts there are. */
  public int textCount() {
    return textRows.size();
  }

  /**
   * Returns the number of each entity under a predicate, NaN where there is none; of several the
   * first.
   */
  public double[] numbers(int predicate, int entities) {
    double[] column = new double[entities];
    Arrays.fill(column, Double.NaN);
    for (int i = 0; i < numbers.length; i++) {
      if (numberRows.relation(i) == predicate && Double.isNaN(column[numberRows.head(i)])) {
        column[numberRows.head(i)] = numbers[i];
      }
    }
    return column;
  }

  /**
   * Returns the text of each entity under a predicate, "" where there is none; the first of
   * several.
   */
  public String[] texts(int predicate, int entities) {
    String[] column = new String[entities];
    Arrays.fill(column, "");
    for (int i = 0; i < textRows.size(); i++) {
      if (textRows.relation(i) == predicate && column[textRows.head(i)].isEmpty()) {
        column[textRows.head(i)] = texts.name(textRows.tail(i));
      }
    }
    return column;
  }
}
