package io.embed4j.graph.data.inspect;

import io.embed4j.graph.data.PairIndex;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.inspect.RelationProfile.Overlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Profiles of all relations of some triples; triples that occur twice count once. Two relations are
 * near-inverse or near-duplicate if at least 80 % of the pairs of each are pairs of the other.
 */
public final class RelationProfiles {
  private final Triples triples;
  private final PairIndex pairs;
  private final QueryIndex tails;
  private final QueryIndex heads;
  private final int[] counts;
  private final OverlapCounts same = new OverlapCounts();
  private final OverlapCounts reverse = new OverlapCounts();

  /** Per relation: triples whose head is not their tail. */
  private final int[] properCounts;

  private RelationProfiles(int relations, Triples triples) {
    this.triples = triples;
    pairs = PairIndex.of(triples);
    tails = QueryIndex.of(Side.TAIL, triples);
    heads = QueryIndex.of(Side.HEAD, triples);
    counts = new int[relations];
    properCounts = new int[relations];
  }

  /**
   * Returns one profile per relation, in the order of ids.
   *
   * @param relations number of relations, above every id
   * @param triples usually the training part: what a model can learn the patterns from
   */
  public static List<RelationProfile> of(int relations, Triples triples) {
    RelationProfiles profiles = new RelationProfiles(relations, triples);
    profiles.countPairs();
    return profiles.profiles();
  }

  private void countPairs() {
    for (int head = 0; head < pairs.headBound(); head++) {
      for (int pair = pairs.firstPair(head); pair < pairs.firstPair(head + 1); pair++) {
        int other = pairs.tail(pair);
        boolean loop = head == other;
        for (int i = pairs.start(pair); i < pairs.start(pair + 1); i++) {
          counts[pairs.relation(i)]++;
          properCounts[pairs.relation(i)] += loop ? 0 : 1;
        }
        count(same, pair, pair);
        int back = loop ? -1 : pairs.find(other, head);
        if (back >= 0) {
          count(reverse, pair, back);
        }
      }
    }
  }

  private void count(OverlapCounts overlaps, int pair, int other) {
    for (int i = pairs.start(pair); i < pairs.start(pair + 1); i++) {
      for (int j = pairs.start(other); j < pairs.start(other + 1); j++) {
        if (i != j) {
          overlaps.increment(pairs.relation(i), pairs.relation(j));
        }
      }
    }
  }

  private List<RelationProfile> profiles() {
    int[] distinctHeads = queries(tails);
    int[] distinctTails = queries(heads);
    CompositionSearch compositions = new CompositionSearch(counts.length, triples, pairs, tails);
    List<List<Overlap>> inverses = overlaps(reverse);
    List<List<Overlap>> duplicates = overlaps(same);
    List<RelationProfile> profiles = new ArrayList<>();
    for (int r = 0; r < counts.length; r++) {
      profiles.add(
          new RelationProfile(
              r,
              counts[r],
              share(counts[r], distinctHeads[r]),
              share(counts[r], distinctTails[r]),
              share(reverse.count(r, r), properCounts[r]),
              inverses.get(r),
              duplicates.get(r),
              compositions.best(r)));
    }
    return profiles;
  }

  private int[] queries(QueryIndex index) {
    int[] perRelation = new int[counts.length];
    for (int q = 0; q < index.size(); q++) {
      perRelation[index.relation(q)]++;
    }
    return perRelation;
  }

  private List<List<Overlap>> overlaps(OverlapCounts overlaps) {
    List<List<Overlap>> near = new ArrayList<>();
    for (int r = 0; r < counts.length; r++) {
      near.add(new ArrayList<>());
    }
    overlaps.forEach(
        (first, second, count) -> {
          double share = share(count, counts[first]);
          double otherShare = share(count, counts[second]);
          boolean isNear = Math.min(share, otherShare) >= RelationProfile.NEAR;
          if (first != second && isNear) {
            near.get(first).add(new Overlap(second, share, otherShare));
          }
        });
    Comparator<Overlap> nearest =
        Comparator.comparingDouble((Overlap o) -> -Math.min(o.share(), o.otherShare()))
            .thenComparingInt(Overlap::other);
    near.forEach(list -> list.sort(nearest));
    return near.stream().map(List::copyOf).toList();
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
