package io.embed4j.graph.data.inspect;

import io.embed4j.graph.data.PairIndex;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.inspect.RelationProfile.Overlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Profiles of all relations of some triples; triples that occur twice count once. Two relations are
 * near-inverse or near-duplicate if at least 80 % of the pairs of each are pairs of the other.
 */
public final class RelationProfiles {
  private final Triples triples;
  private final PairIndex pairs;
  private final QueryIndex tails;
  private final QueryIndex heads;
  private final RelationOverlaps overlaps;

  private RelationProfiles(int relations, Triples triples) {
    this.triples = triples;
    pairs = PairIndex.of(triples);
    tails = QueryIndex.of(Side.TAIL, triples);
    heads = QueryIndex.of(Side.HEAD, triples);
    overlaps = RelationOverlaps.of(relations, pairs);
  }

  /**
   * Returns one profile per relation, in the order of ids.
   *
   * @param relations number of relations, above every id
   * @param triples usually the training part: what a model can learn the patterns from
   */
  public static List<RelationProfile> of(int relations, Triples triples) {
    return new RelationProfiles(relations, triples).profiles();
  }

  private List<RelationProfile> profiles() {
    int[] distinctHeads = queries(tails);
    int[] distinctTails = queries(heads);
    CompositionSearch compositions =
        new CompositionSearch(
            overlaps.relations(), triples, pairs, tails, CompositionSearch.Effort.PROFILE);
    List<List<Overlap>> inverses = near(overlaps::forEachReverse);
    List<List<Overlap>> duplicates = near(overlaps::forEachSame);
    List<RelationProfile> profiles = new ArrayList<>();
    for (int r = 0; r < overlaps.relations(); r++) {
      profiles.add(
          new RelationProfile(
              r,
              overlaps.triples(r),
              share(overlaps.triples(r), distinctHeads[r]),
              share(overlaps.triples(r), distinctTails[r]),
              share(overlaps.reverse(r, r), overlaps.properTriples(r)),
              inverses.get(r),
              duplicates.get(r),
              compositions.best(r)));
    }
    return profiles;
  }

  private int[] queries(QueryIndex index) {
    int[] perRelation = new int[overlaps.relations()];
    for (int q = 0; q < index.size(); q++) {
      perRelation[index.relation(q)]++;
    }
    return perRelation;
  }

  private List<List<Overlap>> near(Consumer<RelationOverlaps.Visitor> counts) {
    List<List<Overlap>> near = new ArrayList<>();
    for (int r = 0; r < overlaps.relations(); r++) {
      near.add(new ArrayList<>());
    }
    counts.accept(
        (first, second, count) -> {
          double share = share(count, overlaps.triples(first));
          double otherShare = share(count, overlaps.triples(second));
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
