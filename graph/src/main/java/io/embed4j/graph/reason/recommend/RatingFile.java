package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.read.Source;
import io.embed4j.graph.data.read.TableFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A file of ratings: user, item, and perhaps how much, and perhaps when. */
final class RatingFile {
  private static final double LEAST_OF_FIVE = 4;
  private static final double LEAST_OF_ONE = 1;
  private static final Set<String> HEADERS = Set.of("user", "userid", "user_id", "uid", "user id");

  private final Vocabulary users = new Vocabulary();
  private final Vocabulary items = new Vocabulary();

  /** By user and item; of a pair that stands there twice, the later line. */
  private final Map<Long, Said> said = new LinkedHashMap<>();

  private record Said(double rating, long time) {}

  private RatingFile() {}

  /** Reads a file. */
  static RatingFile read(Source source) {
    RatingFile file = new RatingFile();
    TableFile.read(source, 2, file::add);
    if (file.said.isEmpty()) {
      throw new DataFormatException(source.name() + ": expected ratings, found none");
    }
    return file;
  }

  private void add(TableFile.Row row) {
    List<String> fields = row.fields();
    if (said.isEmpty() && HEADERS.contains(fields.getFirst().toLowerCase(Locale.ROOT))) {
      return;
    }
    for (int column = 0; column < 2; column++) {
      if (fields.get(column).isBlank()) {
        throw row.failure(column, "expected the name of a user or an item, found nothing");
      }
    }
    long user = users.add(fields.get(0));
    int item = items.add(fields.get(1));
    double rating = fields.size() > 2 ? number(row, 2) : 1;
    long time = fields.size() > 3 ? (long) number(row, 3) : 0;
    said.put(user << 32 | item, new Said(rating, time));
  }

  private static double number(TableFile.Row row, int column) {
    String text = row.fields().get(column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw row.failure(column, "expected a number, found \"" + text + "\"");
    }
  }

  Vocabulary users() {
    return users;
  }

  Vocabulary items() {
    return items;
  }

  /** Returns the ratings, likes being those of at least {@code leastRating}. */
  Ratings ratings(OptionalDouble leastRating) {
    double highest = said.values().stream().mapToDouble(Said::rating).max().orElse(0);
    double least = leastRating.orElse(highest <= LEAST_OF_ONE ? LEAST_OF_ONE : LEAST_OF_FIVE);
    List<Map.Entry<Long, Said>> rows = new ArrayList<>(said.entrySet());
    rows.sort(Comparator.comparingLong(Map.Entry::getKey));
    boolean[] liked = new boolean[rows.size()];
    for (int row = 0; row < liked.length; row++) {
      liked[row] = rows.get(row).getValue().rating() >= least;
    }
    return new Ratings(
        rows.stream().mapToInt(row -> (int) (row.getKey() >>> 32)).toArray(),
        rows.stream().mapToInt(row -> (int) (long) row.getKey()).toArray(),
        liked,
        rows.stream().mapToLong(row -> row.getValue().time()).toArray());
  }
}
