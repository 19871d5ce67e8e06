package io.embed4j.cli;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.RunFolder;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.run.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which entities may be heads and tails, by their types; a command has it as a mixin. */
@Command
final class TypeOptions {
  @Option(
      names = "--head-type",
      paramLabel = "TYPE",
      description = "Only heads of this type, or one of several (needs types in the data).")
  private List<String> headTypes = new ArrayList<>();

  @Option(
      names = "--tail-type",
      paramLabel = "TYPE",
      description = "Only tails of this type, or one of several.")
  private List<String> tailTypes = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "The graph that has the types (default: what the run was trained with).")
  private Optional<String> data = Optional.empty();

  @Mixin private DataOptions dataOptions;

  /** Two sets of entities. */
  record Allowed(BitSet heads, BitSet tails) {}

  /** Returns which entities of a graph may be heads and tails. */
  Allowed allowed(Path run, KnowledgeGraph graph, CommonOptions common) {
    BitSet all = new BitSet();
    all.set(0, graph.entities().size());
    if (headTypes.isEmpty() && tailTypes.isEmpty()) {
      return new Allowed(all, all);
    }
    KnowledgeGraph typed = dataOptions.read(data.orElseGet(() -> origin(run)), common).graph();
    if (typed.annotations().types().size() == 0) {
      throw new DataFormatException(
          "graph " + typed.name() + " says nothing of types; name one that does with --data");
    }
    return new Allowed(
        headTypes.isEmpty() ? all : ofTypes(headTypes, typed, graph),
        tailTypes.isEmpty() ? all : ofTypes(tailTypes, typed, graph));
  }

  private static String origin(Path run) {
    Path origin = new RunFolder(run).origin();
    if (!Files.exists(origin)) {
      throw new DataFormatException(
          run + " does not say what it was trained with; say where types are with --data");
    }
    return Origin.read(origin).data();
  }

  private static BitSet ofTypes(List<String> wanted, KnowledgeGraph typed, KnowledgeGraph graph) {
    EntityTypes types = typed.annotations().types();
    Names names = new Names("type", types.names(), types.labels());
    BitSet ids = new BitSet();
    wanted.forEach(name -> ids.set(names.resolve(name)));
    BitSet entities = new BitSet();
    for (int i = 0; i < typed.entities().size(); i++) {
      int entity = graph.entities().find(typed.entities().name(i));
      if (entity != Vocabulary.UNKNOWN && Arrays.stream(types.of(i)).anyMatch(ids::get)) {
        entities.set(entity);
      }
    }
    return entities;
  }
}
