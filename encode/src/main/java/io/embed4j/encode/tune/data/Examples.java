package io.embed4j.encode.tune.data;

import java.util.List;

/**
 * What a file holds.
 *
 * @param name of the file
 * @param all its examples, in their order; at least one
 * @param faults how many lines were left out
 * @param messages about the first of them
 */
public record Examples(String name, List<Example> all, long faults, List<String> messages) {
  public Examples {
    all = List.copyOf(all);
    messages = List.copyOf(messages);
  }
}
