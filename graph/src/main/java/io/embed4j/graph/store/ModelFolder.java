package io.embed4j.graph.store;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model in a folder.
 *
 * <pre>
 *   model.json            what it is, how it was made, checksums; written last
 *   model.safetensors     entities, relations, shared: the tables, F32
 *   triples.safetensors   train, valid, test: I32, a row of head, relation, tail a triple
 *   entities.txt          names of the rows of entities, one a line
 *   relations.txt         names of the rows of relations (of the first half if reciprocal)
 *   labels.jsonl          labels and descriptions by language
 * </pre>
 *
 * <p>All files are written beside the old ones and reach the disk before the first of them takes
 * its name: a full disk leaves the old model whole. If the process is killed in the instants
 * between two renames, the checksums in the old card tell.
 */
public final class ModelFolder {
  /** The file by which a model folder is known. */
  public static final String CARD = "model.json";

  /** The folder inside a run folder that holds the model. */
  public static final String IN_RUN = "model";

  private static final String TABLES = "model.safetensors";
  private static final String TRIPLES = "triples.safetensors";
  private static final String ENTITIES = "entities.txt";
  private static final String RELATIONS = "relations.txt";
  private static final String LABELS = "labels.jsonl";
  private static final List<String> FILES = List.of(TABLES, TRIPLES, ENTITIES, RELATIONS, LABELS);

  private ModelFolder() {}

  /**
   * Writes a model, replacing one that is there.
   *
   * @throws UncheckedIOException if that fails
   */
  public static void write(Path folder, TrainedModel trained) {
    List<AtomicFile> staged = new ArrayList<>();
    try {
      Map<String, Checksums.Expected> sums = new TreeMap<>();
      contents(trained)
          .forEach(
              (name, contents) -> {
                AtomicFile file = AtomicFile.stage(folder.resolve(name), contents);
                staged.add(file);
                sums.put(name, Checksums.of(file.stagedPath()));
              });
      AtomicFile.Contents card = AtomicFile.contents(card(trained, sums).toText());
      staged.add(AtomicFile.stage(folder.resolve(CARD), card));
      staged.forEach(AtomicFile::commit);
    } finally {
      staged.forEach(AtomicFile::close);
    }
  }

  private static Map<String, AtomicFile.Contents> contents(TrainedModel trained) {
    KgeModel model = trained.model();
    KnowledgeGraph graph = trained.graph();
    return Map.of(
        TABLES,
        new SafetensorsWriter()
            .metadata("format", ModelCard.FORMAT)
            .add("entities", tensor(model.entities()))
            .add("relations", tensor(model.relations()))
            .add("shared", tensor(model.shared())),
        TRIPLES,
        new SafetensorsWriter()
            .add("train", TripleTensors.of(graph.train()))
            .add("valid", TripleTensors.of(graph.valid()))
            .add("test", TripleTensors.of(graph.test())),
        ENTITIES,
        NameFile.contents(graph.entities()),
        RELATIONS,
        NameFile.contents(graph.relations()),
        LABELS,
        LabelFile.contents(graph));
  }

  private static Tensor tensor(EmbeddingTable table) {
    return Tensor.of(table.data(), table.rows(), table.width());
  }

  private static ModelCard card(TrainedModel trained, Map<String, Checksums.Expected> sums) {
    KgeModel model = trained.model();
    return new ModelCard(
        new ModelCard.GraphSize(
            trained.graph().name(), model.entities().rows(), model.relationCount()),
        new ModelCard.Formula(model.interaction(), model.dim(), model.reciprocal()),
        trained.config(),
        trained.metrics(),
        sums);
  }

  /**
   * Reads a model and checks every file against the card.
   *
   * @throws ModelFormatException if the folder holds no sound model of this version; the message
   *     names the file and the fault
   * @throws UncheckedIOException if a file cannot be read
   */
  public static TrainedModel read(Path folder) {
    ModelCard card = readCard(folder);
    for (String name : FILES) {
      Checksums.Expected expected = card.files().get(name);
      if (expected == null) {
        throw new ModelFormatException(folder.resolve(CARD) + ": no checksum of " + name);
      }
      Checksums.require(folder.resolve(name), expected);
    }
    int entities = card.graph().entities();
    int relations = card.graph().relations();
    Path path = folder.resolve(TRIPLES);
    SafetensorsFile triples = SafetensorsFile.open(path);
    KnowledgeGraph graph =
        new KnowledgeGraph(
            card.graph().name(),
            NameFile.read(folder.resolve(ENTITIES), entities),
            NameFile.read(folder.resolve(RELATIONS), relations),
            TripleTensors.read(path, triples, "train", entities, relations),
            TripleTensors.read(path, triples, "valid", entities, relations),
            TripleTensors.read(path, triples, "test", entities, relations),
            LabelFile.read(folder.resolve(LABELS), entities, relations));
    return new TrainedModel(readTables(folder, card), graph, card.config(), card.metrics());
  }

  private static ModelCard readCard(Path folder) {
    Path path = folder.resolve(CARD);
    try {
      return ModelCard.parse(path, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(folder + ": no model: there is no file " + CARD);
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
  }

  private static KgeModel readTables(Path folder, ModelCard card) {
    ModelCard.Formula formula = card.formula();
    Interaction interaction = formula.interaction();
    int dim = formula.dim();
    int relations = card.graph().relations();
    SafetensorsFile file = SafetensorsFile.open(folder.resolve(TABLES));
    return new KgeModel(
        interaction,
        dim,
        formula.reciprocal(),
        table(file, "entities", card.graph().entities(), interaction.entityWidth(dim)),
        table(
            file,
            "relations",
            formula.reciprocal() ? 2 * relations : relations,
            interaction.relationWidth(dim)),
        table(file, "shared", 1, interaction.sharedWidth(dim)));
  }

  private static EmbeddingTable table(SafetensorsFile file, String name, int rows, int width) {
    return new EmbeddingTable(rows, width, file.floats(name, rows, width));
  }

  /**
   * Returns the model folder that a path means: the path itself, or the folder {@value #IN_RUN}
   * inside a run folder.
   *
   * @throws ModelFormatException if there is no model
   */
  public static Path locate(Path runOrModel) {
    for (Path folder : List.of(runOrModel, runOrModel.resolve(IN_RUN))) {
      if (Files.isRegularFile(folder.resolve(CARD))) {
        return folder;
      }
    }
    if (!Files.isDirectory(runOrModel)) {
      throw new ModelFormatException(runOrModel + ": there is no such folder");
    }
    throw new ModelFormatException(
        runOrModel
            + ": no trained model: neither "
            + CARD
            + " nor "
            + IN_RUN
            + "/"
            + CARD
            + " is in it (a run has one once training has ended)");
  }
}
