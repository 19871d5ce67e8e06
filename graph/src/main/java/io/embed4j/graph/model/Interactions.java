package io.embed4j.graph.model;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one list of all models, by name: what configurations, model files, the command line and the
 * documentation know of them. A new model is one file, one test and one entry here.
 */
public final class Interactions {
  private static final List<Definition> ALL =
      List.of(
          new Definition(
              "transe",
              "translation: h + r ≈ t",
              new Reference(
                  "Translating Embeddings for Modeling Multi-relational Data",
                  "Bordes, Usunier, García-Durán, Weston, Yakhnenko",
                  "NIPS",
                  2013),
              TransE.class,
              s -> new TransE(s.norm(Comparison.L2))),
          new Definition(
              "transh",
              "translation on a hyperplane per relation",
              new Reference(
                  "Knowledge Graph Embedding by Translating on Hyperplanes",
                  "Wang, Zhang, Feng, Chen",
                  "AAAI",
                  2014),
              TransH.class,
              s -> new TransH(s.norm(Comparison.SQUARED_L2))),
          new Definition(
              "transr",
              "translation in a space per relation",
              new Reference(
                  "Learning Entity and Relation Embeddings for Knowledge Graph Completion",
                  "Lin, Liu, Sun, Liu, Zhu",
                  "AAAI",
                  2015),
              TransR.class,
              s -> new TransR(s.norm(Comparison.SQUARED_L2), s.relationDim())),
          new Definition(
              "transd",
              "translation after a projection per entity and relation",
              new Reference(
                  "Knowledge Graph Embedding via Dynamic Mapping Matrix",
                  "Ji, He, Xu, Liu, Zhao",
                  "ACL",
                  2015),
              TransD.class,
              s -> new TransD(s.norm(Comparison.SQUARED_L2), s.relationDim())),
          new Definition(
              "distmult",
              "product of three real vectors",
              new Reference(
                  "Embedding Entities and Relations for Learning and Inference in Knowledge Bases",
                  "Yang, Yih, He, Gao, Deng",
                  "ICLR",
                  2015),
              DistMult.class,
              s -> new DistMult()),
          new Definition(
              "complex",
              "product of three complex vectors, the tail conjugated",
              new Reference(
                  "Complex Embeddings for Simple Link Prediction",
                  "Trouillon, Welbl, Riedel, Gaussier, Bouchard",
                  "ICML",
                  2016),
              ComplEx.class,
              s -> new ComplEx()),
          new Definition(
              "rotate",
              "rotation of complex coordinates",
              new Reference(
                  "RotatE: Knowledge Graph Embedding by Relational Rotation in Complex Space",
                  "Sun, Deng, Nie, Tang",
                  "ICLR",
                  2019),
              RotatE.class,
              s -> new RotatE(s.norm(Comparison.MODULUS))),
          new Definition(
              "rescal",
              "full bilinear form per relation",
              new Reference(
                  "A Three-Way Model for Collective Learning on Multi-Relational Data",
                  "Nickel, Tresp, Kriegel",
                  "ICML",
                  2011),
              RESCAL.class,
              s -> new RESCAL()),
          new Definition(
              "hole",
              "circular correlation of head and tail",
              new Reference(
                  "Holographic Embeddings of Knowledge Graphs",
                  "Nickel, Rosasco, Poggio",
                  "AAAI",
                  2016),
              HolE.class,
              s -> new HolE()),
          new Definition(
              "cp",
              "canonical decomposition: separate vectors as head and as tail",
              new Reference(
                  "Canonical Tensor Decomposition for Knowledge Base Completion",
                  "Lacroix, Usunier, Obozinski",
                  "ICML",
                  2018),
              CP.class,
              s -> new CP()),
          new Definition(
              "simple",
              "canonical decomposition tied with that of the inverse relation",
              new Reference(
                  "SimplE Embedding for Link Prediction in Knowledge Graphs",
                  "Kazemi, Poole",
                  "NeurIPS",
                  2018),
              SimplE.class,
              s -> new SimplE()),
          new Definition(
              "quate",
              "rotation of quaternion coordinates",
              new Reference(
                  "Quaternion Knowledge Graph Embeddings", "Zhang, Tay, Yao, Liu", "NeurIPS", 2019),
              QuatE.class,
              s -> new QuatE()),
          new Definition(
              "tucker",
              "Tucker decomposition with one core for all relations",
              new Reference(
                  "TuckER: Tensor Factorization for Knowledge Graph Completion",
                  "Balažević, Allen, Hospedales",
                  "EMNLP",
                  2019),
              TuckER.class,
              s -> new TuckER(s.relationDim())));

  private Interactions() {}

  /** Returns the definitions of all models. */
  public static List<Definition> all() {
    return ALL;
  }

  /** Returns the definition of a model by its name, such as "complex". */
  public static Definition find(String name) {
    return ALL.stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("no model is named " + name + "; " + choice()));
  }

  /** Returns the definition of the model that an interaction belongs to. */
  public static Definition of(Interaction interaction) {
    return ALL.stream()
        .filter(definition -> definition.type() == interaction.getClass())
        .findFirst()
        .orElseThrow(
            () -> new NotFoundException("not a listed model: " + interaction + "; " + choice()));
  }

  /**
   * Returns an interaction.
   *
   * @param name such as "transr"
   * @param dim embedding dimension, the default of other dimensions
   * @param settings hyperparameters by key, such as "norm" to "l1"; those left out take defaults
   */
  public static Interaction create(String name, int dim, Map<String, String> settings) {
    Interaction interaction;
    try {
      interaction = find(name).factory().apply(new ModelSettings(dim, settings));
    } catch (IllegalArgumentException e) { // a rule of the record, told in the user's words
      throw new ConfigException("model " + name + ": " + e.getMessage());
    }
    for (String key : settings.keySet()) {
      if (!interaction.settings().containsKey(key)) {
        throw new ConfigException(
            "model "
                + name
                + " has no setting "
                + key
                + "; it has "
                + interaction.settings().keySet().stream().sorted().toList());
      }
    }
    return interaction;
  }

  private static String choice() {
    return "the models are " + ALL.stream().map(Definition::name).collect(Collectors.joining(", "));
  }

  /**
   * What is known of a model.
   *
   * @param name in configurations and on the command line
   * @param description a few words
   * @param reference where it was published
   * @param type its class
   * @param factory makes it from settings, with defaults for those left out
   */
  public record Definition(
      String name,
      String description,
      Reference reference,
      Class<? extends Interaction> type,
      Function<ModelSettings, Interaction> factory) {}
}
