package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.math.Vectors;
import io.embed4j.encode.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code similar}: how near texts are to each other. */
@Command(
    name = "similar",
    description = "Compare texts with each other: the cosine of their vectors, 1 for the same.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j similar \"It is sunny.\" \"The weather is lovely.\" \"He drove to work.\"",
      "  embed4j similar --model chinese 今天天气很好 外面阳光明媚 他开车去体育场",
    })
final class SimilarTextsCommand implements Callable<Integer> {
  private static final int SHOWN = 60;

  @Mixin private CommonOptions common;

  @Parameters(arity = "2..*", paramLabel = "TEXT", description = "At least two texts.")
  private List<String> texts = new ArrayList<>();

  @Mixin private EncoderOption model;

  @Override
  public Integer call() {
    List<float[]> vectors;
    try (TextEncoder encoder = model.open()) {
      vectors = encoder.encodeAll(texts);
    }
    if (common.json()) {
      common.print(json(vectors));
      return ExitCode.OK;
    }
    StringBuilder heading = new StringBuilder("    ");
    for (int i = 0; i < texts.size(); i++) {
      heading.append(String.format(Locale.ROOT, "%8d", i + 1));
    }
    common.out().println(heading);
    for (int i = 0; i < texts.size(); i++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%4d", i + 1));
      for (int j = 0; j < texts.size(); j++) {
        row.append(String.format(Locale.ROOT, "%8.4f", cosine(vectors.get(i), vectors.get(j))));
      }
      common.out().println(row + "  " + Columns.fit(texts.get(i), SHOWN).strip());
    }
    return ExitCode.OK;
  }

  private ObjectNode json(List<float[]> vectors) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    texts.forEach(node.putArray("texts")::add);
    ArrayNode rows = node.putArray("cosines");
    for (float[] a : vectors) {
      ArrayNode row = rows.addArray();
      vectors.forEach(b -> row.add(cosine(a, b)));
    }
    return node;
  }

  private static double cosine(float[] a, float[] b) {
    return Vectors.cosine(a, 0, b, 0, a.length);
  }
}
