package io.embed4j.graph.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run comes from.
 *
 * @param data the path of the graph, or the name of a bundled one
 * @param fingerprint of its triples: a resumed run must see the same graph
 * @param command what was typed
 * @param version of the program
 */
public record Origin(String data, String fingerprint, String command, String version) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Returns the origin of a new run. */
  public static Origin of(KnowledgeGraph graph, String data, String command, String version) {
    return new Origin(data, fingerprint(graph), command, version);
  }

  /** Returns a text that differs, but for chance, if any triple or the order of any two differs. */
  static String fingerprint(KnowledgeGraph graph) {
    long hash = mix(mix(graph.entities().size()) + graph.relations().size());
    for (Triples part : new Triples[] {graph.train(), graph.valid(), graph.test()}) {
      hash = mix(hash + part.size());
      for (int i = 0; i < part.size(); i++) {
        hash = mix(hash + part.head(i));
        hash = mix(hash + part.relation(i));
        hash = mix(hash + part.tail(i));
      }
    }
    return "%016x".formatted(hash);
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    return x ^ (x >>> 32);
  }

  void write(Path path) {
    JsonNode json =
        MAPPER
            .createObjectNode()
            .put("data", data)
            .put("fingerprint", fingerprint)
            .put("command", command)
            .put("version", version);
    AtomicFile.writeText(path, json.toPrettyString() + "\n");
  }

  /** Reads the origin of a run. */
  public static Origin read(Path path) {
    try {
      JsonNode json = MAPPER.readTree(Files.readString(path));
      return new Origin(
          json.path("data").asText(),
          json.path("fingerprint").asText(),
          json.path("command").asText(),
          json.path("version").asText());
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(path + ": no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
