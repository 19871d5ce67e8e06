package io.embed4j.encode.token.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Tokens and their ids, which may have gaps. Immutable. */
public final class Vocabulary {
  private final Map<String, Integer> ids;
  private final @Nullable String[] tokens;

  private Vocabulary(Map<String, Integer> ids, @Nullable String[] tokens) {
    this.ids = ids;
    this.tokens = tokens;
  }

  /** Returns a vocabulary with these ids, none of which is negative. */
  public static Vocabulary of(Map<String, Integer> ids) {
    int highest = -1;
    for (int id : ids.values()) {
      if (id < 0) {
        throw new IllegalArgumentException("ids must not be negative, but one is " + id);
      }
      highest = Math.max(highest, id);
    }
    if (highest > 8L * ids.size() + 1_000_000) {
      throw new IllegalArgumentException(
          "the highest id is " + highest + ", but there are only " + ids.size() + " tokens");
    }
    @Nullable String[] tokens = new String[highest + 1];
    ids.forEach((token, id) -> tokens[id] = token);
    return new Vocabulary(new HashMap<>(ids), tokens);
  }

  /** Returns a vocabulary of tokens whose places are their ids; of equal tokens the last counts. */
  public static Vocabulary of(List<String> tokens) {
    Map<String, Integer> ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    return new Vocabulary(ids, tokens.toArray(String[]::new));
  }

  /** Returns the number of tokens. */
  public int size() {
    return ids.size();
  }

  /** Returns one more than the highest id. */
  public int limit() {
    return tokens.length;
  }

  /** Returns the id of a token, if it is one. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Returns the token of an id, or null where there is a gap. */
  public @Nullable String token(int id) {
    return id >= 0 && id < tokens.length ? tokens[id] : null;
  }

  /** Calls a function with each token and its id, in the order of ids. */
  public void forEach(ObjIntConsumer<String> action) {
    ids.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
  }

  @Override
  public String toString() {
    return size() + " tokens: " + Arrays.toString(Arrays.copyOf(tokens, Math.min(8, limit())));
  }
}
