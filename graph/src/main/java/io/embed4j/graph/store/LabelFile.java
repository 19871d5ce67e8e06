package io.embed4j.graph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Labels and descriptions as JSON lines: {@code ["entity", 7, "label", "en", "Beijing"]}. Types and
 * attributes are not kept: no trained model needs them.
 */
final class LabelFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String ENTITY = "entity";
  private static final String RELATION = "relation";
  private static final String LABEL = "label";
  private static final String DESCRIPTION = "description";

  private LabelFile() {}

  static AtomicFile.Contents contents(KnowledgeGraph graph) {
    return channel -> {
      // Not closed: the channel belongs to the caller.
      Writer out =
          new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
      write(ENTITY, graph.entities().size(), graph.annotations().entities(), out);
      write(RELATION, graph.relations().size(), graph.annotations().relations(), out);
      out.flush();
    };
  }

  private static void write(String kind, int size, Labels labels, Writer out) throws IOException {
    for (String language : labels.languages()) {
      for (int id = 0; id < size; id++) {
        ArrayNode start = JSON.createArrayNode().add(kind).add(id);
        Optional<String> label = labels.exactLabel(id, language);
        if (label.isPresent()) {
          line(start.deepCopy().add(LABEL).add(language).add(label.get()), out);
        }
        Optional<String> description = labels.exactDescription(id, language);
        if (description.isPresent()) {
          line(start.add(DESCRIPTION).add(language).add(description.get()), out);
        }
      }
    }
  }

  private static void line(ArrayNode line, Writer out) throws IOException {
    out.write(line.toString());
    out.write('\n');
  }

  static Annotations read(Path path, int entities, int relations) {
    Labels.Builder entityLabels = new Labels.Builder();
    Labels.Builder relationLabels = new Labels.Builder();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        number++;
        JsonNode line = JSON.readTree(text);
        boolean isEntity = line.path(0).asText().equals(ENTITY);
        int id = line.path(1).asInt(-1);
        if (line.size() != 5 || id < 0 || id >= (isEntity ? entities : relations)) {
          throw new ModelFormatException(path + ":" + number + ": no label of this model: " + text);
        }
        add(line, id, isEntity ? entityLabels : relationLabels);
      }
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(path + ":" + number + ": no sound JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
    return new Annotations(
        entityLabels.build(), relationLabels.build(), EntityTypes.NONE, Attributes.NONE);
  }

  private static void add(JsonNode line, int id, Labels.Builder labels) {
    String language = line.path(3).asText();
    String text = line.path(4).asText();
    if (line.path(2).asText().equals(LABEL)) {
      labels.label(id, language, text);
    } else {
      labels.description(id, language, text);
    }
  }
}
