package io.embed4j.graph.reason.recommend;

/** The number of users who like an item: the same for everybody. */
final class Popularity implements ItemScores {
  private final float[] counts;

  Popularity(Ratings train, int items) {
    counts = new float[items];
    for (int row = 0; row < train.size(); row++) {
      counts[train.items()[row]] += train.liked()[row] ? 1 : 0;
    }
  }

  @Override
  public void fill(int user, float[] scores) {
    System.arraycopy(counts, 0, scores, 0, counts.length);
  }
}
