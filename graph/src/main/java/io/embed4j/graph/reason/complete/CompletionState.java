package io.embed4j.graph.reason.complete;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.format.TensorInfo;
import io.embed4j.graph.model.KgeModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a completion stands.
 *
 * @param relationsDone how many of the relations of the request have been worked through
 * @param facts the best ones so far, the best first
 */
public record CompletionState(int relationsDone, List<Fact> facts) {
  /** Nothing done. */
  public static final CompletionState START = new CompletionState(0, List.of());

  private static final String REQUEST = "request";
  private static final String DONE = "relations done";
  private static final int IDS = 3;

  public CompletionState {
    facts = List.copyOf(facts);
  }

  /** Writes the state to a safetensors file, in one step. */
  public void write(Path path, Request request, KgeModel model) {
    int[] ids = new int[IDS * facts.size()];
    float[] scores = new float[facts.size()];
    for (int i = 0; i < scores.length; i++) {
      Fact fact = facts.get(i);
      ids[IDS * i] = fact.head();
      ids[IDS * i + 1] = fact.relation();
      ids[IDS * i + 2] = fact.tail();
      scores[i] = fact.score();
    }
    AtomicFile.write(
        path,
        new SafetensorsWriter()
            .metadata(REQUEST, model.fingerprint() + request.fingerprint())
            .metadata(DONE, Integer.toString(relationsDone))
            .add("triples", Tensor.of(ids, scores.length, IDS))
            .add("scores", Tensor.of(scores, scores.length)));
  }

  /**
   * Reads a state.
   *
   * @throws ModelFormatException if it is that of another request or model, or damaged
   */
  public static CompletionState read(Path path, Request request, KgeModel model) {
    SafetensorsFile file = SafetensorsFile.open(path);
    if (!(model.fingerprint() + request.fingerprint()).equals(file.metadata().get(REQUEST))) {
      throw new ModelFormatException(
          path
              + ": left by a completion of another model or with other options; remove it, or"
              + " choose another name for the output");
    }
    long size = file.info("scores").map(TensorInfo::shape).map(s -> s.getFirst()).orElse(0L);
    int[] ids = file.ints("triples", size, IDS);
    float[] scores = file.floats("scores", size);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      facts.add(new Fact(ids[IDS * i], ids[IDS * i + 1], ids[IDS * i + 2], scores[i]));
    }
    int done = Integer.parseInt(file.metadata().getOrDefault(DONE, "0"));
    return new CompletionState(done, facts);
  }
}
