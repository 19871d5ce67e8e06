package io.embed4j.graph.data.inspect;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.inspect.GraphInspection.Leakage;
import io.embed4j.graph.data.inspect.GraphInspection.Part;
import io.embed4j.graph.data.inspect.GraphInspection.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes an inspection for people; relations go by their labels. */
public final class InspectionText {
  private static final int NAME_WIDTH = 44;

  private InspectionText() {}

  /**
   * Returns the inspection as lines of text.
   *
   * @param maxRelations relations in the table, those with the most triples first
   */
  public static String of(GraphInspection inspection, KnowledgeGraph graph, int maxRelations) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d entities, %,d relations",
            inspection.name(),
            inspection.entities(),
            inspection.relations()));
    parts(inspection, lines);
    degrees(inspection, lines);
    leakage(inspection, lines);
    annotations(inspection, lines);
    relations(inspection, graph.relationNames(), maxRelations, lines);
    return String.join("\n", lines) + "\n";
  }

  private static void parts(GraphInspection inspection, List<String> lines) {
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-6s %12s %10s %10s %9s %8s %8s %9s %8s",
            "part",
            "triples",
            "duplicate",
            "entities",
            "relations",
            "unseen",
            "unseen",
            "with",
            "in"));
    lines.add(
        String.format(
            Locale.ROOT, "%-58s %8s %8s %9s %8s", "", "entities", "rel.", "unseen", "train"));
    part("train", inspection.train(), lines);
    part("valid", inspection.valid(), lines);
    part("test", inspection.test(), lines);
  }

  private static void part(String name, Part part, List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%-6s %,12d %,10d %,10d %,9d %,8d %,8d %,9d %,8d",
            name,
            part.triples(),
            part.duplicates(),
            part.entities(),
            part.relations(),
            part.unseenEntities(),
            part.unseenRelations(),
            part.triplesWithUnseen(),
            part.triplesInTrain()));
  }

  private static void degrees(GraphInspection inspection, List<String> lines) {
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %8s %6s %6s %7s %6s %7s %8s %8s",
            "degrees",
            "mean",
            "min",
            "25 %",
            "median",
            "75 %",
            "90 %",
            "99 %",
            "max"));
    quantiles("as head", inspection.degrees().asHead(), lines);
    quantiles("as tail", inspection.degrees().asTail(), lines);
    quantiles("total", inspection.degrees().total(), lines);
  }

  private static void quantiles(String name, Quantiles q, List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %,8.1f %,6d %,6d %,7d %,6d %,7d %,8d %,8d",
            name,
            q.mean(),
            q.min(),
            q.lowerQuartile(),
            q.median(),
            q.upperQuartile(),
            q.p90(),
            q.p99(),
            q.max()));
  }

  private static void leakage(GraphInspection inspection, List<String> lines) {
    Leakage leakage = inspection.leakage();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "leakage: a look-up in train answers %,d of %,d test triples (%.1f %%)",
            leakage.inAll(),
            inspection.test().triples(),
            100 * leakage.share()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  by symmetry %,d, by an inverse relation %,d, by a duplicate relation %,d;"
                + " train connects %,d test pairs in some way",
            leakage.bySymmetry(),
            leakage.byInverse(),
            leakage.byDuplicate(),
            leakage.connected()));
  }

  private static void annotations(GraphInspection inspection, List<String> lines) {
    if (!inspection.labels().isEmpty()) {
      String counts =
          inspection.labels().entrySet().stream()
              .map(
                  entry ->
                      String.format(
                          Locale.ROOT, "%s %,d", language(entry.getKey()), entry.getValue()))
              .collect(Collectors.joining(", "));
      lines.add("entity labels: " + counts);
    }
    if (inspection.typedEntities() > 0) {
      lines.add(
          String.format(Locale.ROOT, "entities with a type: %,d", inspection.typedEntities()));
    }
  }

  private static String language(String tag) {
    return tag.isEmpty() ? "untagged" : tag;
  }

  private static void relations(
      GraphInspection inspection, Names names, int maxRelations, List<String> lines) {
    Map<Cardinality, Long> classes =
        inspection.profiles().stream()
            .filter(profile -> profile.triples() > 0)
            .collect(
                Collectors.groupingBy(
                    RelationProfile::cardinality, TreeMap::new, Collectors.counting()));
    lines.add("");
    lines.add(
        "relations by cardinality: "
            + classes.entrySet().stream()
                .map(entry -> entry.getKey().symbol() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-" + NAME_WIDTH + "s %9s %6s %9s %9s %9s  %s",
            "relation",
            "triples",
            "class",
            "tails/h",
            "heads/t",
            "symmetric",
            "patterns"));
    inspection.profiles().stream()
        .sorted(
            Comparator.comparingInt((RelationProfile profile) -> -profile.triples())
                .thenComparingInt(RelationProfile::relation))
        .limit(maxRelations)
        .forEach(profile -> lines.add(relation(profile, names)));
    if (inspection.profiles().size() > maxRelations) {
      lines.add(
          String.format(
              Locale.ROOT, "… and %,d more", inspection.profiles().size() - maxRelations));
    }
  }

  private static String relation(RelationProfile profile, Names names) {
    return String.format(
            Locale.ROOT,
            "%-" + NAME_WIDTH + "s %,9d %6s %,9.2f %,9.2f %8.0f%%  %s",
            shortened(names.display(profile.relation())),
            profile.triples(),
            profile.cardinality().symbol(),
            profile.tailsPerHead(),
            profile.headsPerTail(),
            100 * profile.symmetricShare(),
            patterns(profile, names))
        .stripTrailing();
  }

  private static String patterns(RelationProfile profile, Names names) {
    List<String> patterns = new ArrayList<>();
    for (RelationPattern pattern : profile.patterns()) {
      patterns.add(
          switch (pattern) {
            case SYMMETRIC -> "symmetric";
            case HAS_INVERSE ->
                "inverse of " + shortened(names.display(profile.inverses().getFirst().other()));
            case COMPOSED ->
                profile
                    .composition()
                    .map(
                        path ->
                            "composed: "
                                + shortened(names.display(path.first()))
                                + " ∘ "
                                + shortened(names.display(path.second())))
                    .orElse("composed");
          });
    }
    profile.duplicates().stream()
        .findFirst()
        .ifPresent(near -> patterns.add("duplicate of " + shortened(names.display(near.other()))));
    return String.join("; ", patterns);
  }

  /** The end of a long name says more than its start, as in IRIs and Freebase paths. */
  private static String shortened(String name) {
    int excess = name.codePointCount(0, name.length()) - NAME_WIDTH;
    return excess <= 0 ? name : "…" + name.substring(name.offsetByCodePoints(0, excess + 1));
  }
}
