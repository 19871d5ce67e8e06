package io.embed4j.graph.data.inspect;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.PairIndex;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.inspect.GraphInspection.Degrees;
import io.embed4j.graph.data.inspect.GraphInspection.Leakage;
import io.embed4j.graph.data.inspect.GraphInspection.Part;
import io.embed4j.graph.data.inspect.GraphInspection.Quantiles;
import io.embed4j.graph.data.inspect.RelationProfile.Overlap;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Inspects a graph before anybody trains on it. */
public final class GraphInspector {
  private final KnowledgeGraph graph;
  private final PairIndex train;
  private final BitSet trainEntities;
  private final BitSet trainRelations;

  private GraphInspector(KnowledgeGraph graph) {
    this.graph = graph;
    train = PairIndex.of(graph.train());
    trainEntities = entities(graph.train());
    trainRelations = relations(graph.train());
  }

  /** Returns counts, degrees, relation profiles and leakage of a graph. */
  public static GraphInspection inspect(KnowledgeGraph graph) {
    GraphInspector inspector = new GraphInspector(graph);
    List<RelationProfile> profiles = RelationProfiles.of(graph.relations().size(), graph.train());
    return new GraphInspection(
        graph.name(),
        graph.entities().size(),
        graph.relations().size(),
        inspector.part(graph.train(), 0),
        inspector.part(graph.valid(), inspector.inTrain(graph.valid())),
        inspector.part(graph.test(), inspector.inTrain(graph.test())),
        inspector.degrees(),
        profiles,
        inspector.leakage(profiles),
        labels(graph.annotations().entities()),
        inspector.typedEntities());
  }

  private static BitSet entities(Triples triples) {
    BitSet seen = new BitSet();
    for (int i = 0; i < triples.size(); i++) {
      seen.set(triples.head(i));
      seen.set(triples.tail(i));
    }
    return seen;
  }

  private static BitSet relations(Triples triples) {
    BitSet seen = new BitSet();
    for (int i = 0; i < triples.size(); i++) {
      seen.set(triples.relation(i));
    }
    return seen;
  }

  private Part part(Triples triples, int triplesInTrain) {
    PairIndex pairs = PairIndex.of(triples);
    BitSet entities = entities(triples);
    BitSet relations = relations(triples);
    int withUnseen = 0;
    for (int i = 0; i < triples.size(); i++) {
      boolean seen =
          trainEntities.get(triples.head(i))
              && trainEntities.get(triples.tail(i))
              && trainRelations.get(triples.relation(i));
      withUnseen += seen ? 0 : 1;
    }
    int entityCount = entities.cardinality();
    int relationCount = relations.cardinality();
    entities.andNot(trainEntities);
    relations.andNot(trainRelations);
    return new Part(
        triples.size(),
        triples.size() - pairs.start(pairs.size()),
        entityCount,
        relationCount,
        entities.cardinality(),
        relations.cardinality(),
        withUnseen,
        triplesInTrain);
  }

  private int inTrain(Triples triples) {
    int count = 0;
    for (int i = 0; i < triples.size(); i++) {
      count += train.contains(triples.head(i), triples.relation(i), triples.tail(i)) ? 1 : 0;
    }
    return count;
  }

  private Degrees degrees() {
    int[] asHead = new int[graph.entities().size()];
    int[] asTail = new int[graph.entities().size()];
    Triples triples = graph.train();
    for (int i = 0; i < triples.size(); i++) {
      asHead[triples.head(i)]++;
      asTail[triples.tail(i)]++;
    }
    int[] total = new int[asHead.length];
    Arrays.setAll(total, e -> asHead[e] + asTail[e]);
    return new Degrees(quantiles(asHead), quantiles(asTail), quantiles(total));
  }

  private static Quantiles quantiles(int[] counts) {
    if (counts.length == 0) {
      return new Quantiles(0, 0, 0, 0, 0, 0, 0, 0);
    }
    double mean = Arrays.stream(counts).average().orElse(0);
    Arrays.sort(counts);
    return new Quantiles(
        mean,
        counts[0],
        quantile(counts, 0.25),
        quantile(counts, 0.5),
        quantile(counts, 0.75),
        quantile(counts, 0.9),
        quantile(counts, 0.99),
        counts[counts.length - 1]);
  }

  /** The least count that a share of all counts does not exceed. */
  private static int quantile(int[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private Leakage leakage(List<RelationProfile> profiles) {
    Triples test = graph.test();
    int bySymmetry = 0;
    int byInverse = 0;
    int byDuplicate = 0;
    int inAll = 0;
    int connected = 0;
    for (int i = 0; i < test.size(); i++) {
      int h = test.head(i);
      int t = test.tail(i);
      RelationProfile profile = profiles.get(test.relation(i));
      boolean symmetry =
          profile.symmetricShare() >= RelationProfile.NEAR
              && h != t
              && train.contains(t, test.relation(i), h);
      boolean inverse = holdsAny(profile.inverses(), t, h);
      boolean duplicate = holdsAny(profile.duplicates(), h, t);
      bySymmetry += symmetry ? 1 : 0;
      byInverse += inverse ? 1 : 0;
      byDuplicate += duplicate ? 1 : 0;
      inAll += symmetry || inverse || duplicate ? 1 : 0;
      connected += train.find(h, t) >= 0 || train.find(t, h) >= 0 ? 1 : 0;
    }
    double share = test.size() == 0 ? 0 : (double) inAll / test.size();
    return new Leakage(bySymmetry, byInverse, byDuplicate, inAll, share, connected);
  }

  private boolean holdsAny(List<Overlap> others, int head, int tail) {
    return others.stream().anyMatch(overlap -> train.contains(head, overlap.other(), tail));
  }

  private static Map<String, Integer> labels(Labels labels) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String language : labels.languages()) {
      int count = labels.labelCount(language);
      if (count > 0) {
        counts.put(language, count);
      }
    }
    return counts;
  }

  private int typedEntities() {
    return (int)
        IntStream.range(0, graph.entities().size())
            .filter(e -> graph.annotations().types().of(e).length > 0)
            .count();
  }
}
