package io.embed4j.graph.data.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.inspect.GraphInspection.Part;
import io.embed4j.graph.data.inspect.GraphInspection.Quantiles;
import io.embed4j.graph.data.inspect.RelationProfile.Overlap;
import java.util.List;
import java.util.Locale;

/** Writes an inspection as JSON; relations go by their names in the files. */
public final class InspectionJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private InspectionJson() {}

  /** Returns the whole inspection. */
  public static ObjectNode of(GraphInspection inspection, KnowledgeGraph graph) {
    ObjectNode root = JSON.objectNode();
    root.put("name", inspection.name());
    root.put("entities", inspection.entities());
    root.put("relations", inspection.relations());
    root.set("train", part(inspection.train()));
    root.set("valid", part(inspection.valid()));
    root.set("test", part(inspection.test()));
    ObjectNode degrees = root.putObject("degrees");
    degrees.set("asHead", quantiles(inspection.degrees().asHead()));
    degrees.set("asTail", quantiles(inspection.degrees().asTail()));
    degrees.set("total", quantiles(inspection.degrees().total()));
    ObjectNode leakage = root.putObject("leakage");
    leakage.put("bySymmetry", inspection.leakage().bySymmetry());
    leakage.put("byInverse", inspection.leakage().byInverse());
    leakage.put("byDuplicate", inspection.leakage().byDuplicate());
    leakage.put("inAll", inspection.leakage().inAll());
    leakage.put("share", inspection.leakage().share());
    leakage.put("connected", inspection.leakage().connected());
    ObjectNode labels = root.putObject("labels");
    inspection.labels().forEach(labels::put);
    root.put("typedEntities", inspection.typedEntities());
    ArrayNode relations = root.putArray("relationProfiles");
    inspection.profiles().forEach(profile -> relations.add(profile(profile, graph.relations())));
    return root;
  }

  private static ObjectNode part(Part part) {
    return JSON.objectNode()
        .put("triples", part.triples())
        .put("duplicates", part.duplicates())
        .put("entities", part.entities())
        .put("relations", part.relations())
        .put("unseenEntities", part.unseenEntities())
        .put("unseenRelations", part.unseenRelations())
        .put("triplesWithUnseen", part.triplesWithUnseen())
        .put("triplesInTrain", part.triplesInTrain());
  }

  private static ObjectNode quantiles(Quantiles quantiles) {
    return JSON.objectNode()
        .put("mean", quantiles.mean())
        .put("min", quantiles.min())
        .put("p25", quantiles.lowerQuartile())
        .put("p50", quantiles.median())
        .put("p75", quantiles.upperQuartile())
        .put("p90", quantiles.p90())
        .put("p99", quantiles.p99())
        .put("max", quantiles.max());
  }

  private static ObjectNode profile(RelationProfile profile, Vocabulary relations) {
    ObjectNode node = JSON.objectNode();
    node.put("relation", relations.name(profile.relation()));
    node.put("triples", profile.triples());
    node.put("tailsPerHead", profile.tailsPerHead());
    node.put("headsPerTail", profile.headsPerTail());
    node.put("cardinality", profile.cardinality().symbol());
    node.put("symmetricShare", profile.symmetricShare());
    ArrayNode patterns = node.putArray("patterns");
    profile.patterns().forEach(pattern -> patterns.add(pattern.name().toLowerCase(Locale.ROOT)));
    node.set("inverses", overlaps(profile.inverses(), relations));
    node.set("duplicates", overlaps(profile.duplicates(), relations));
    profile
        .composition()
        .ifPresent(
            found ->
                node.putObject("composition")
                    .put("first", relations.name(found.first()))
                    .put("second", relations.name(found.second()))
                    .put("coverage", found.coverage())
                    .put("confidence", found.confidence()));
    return node;
  }

  private static ArrayNode overlaps(List<Overlap> overlaps, Vocabulary relations) {
    ArrayNode array = JSON.arrayNode();
    for (Overlap overlap : overlaps) {
      array
          .addObject()
          .put("relation", relations.name(overlap.other()))
          .put("share", overlap.share())
          .put("otherShare", overlap.otherShare());
    }
    return array;
  }
}
