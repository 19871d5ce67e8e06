package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.math.Vectors;
import io.embed4j.encode.image.JointEncoder;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code similar}: how near texts and pictures are to each other. */
@Command(
    name = "similar",
    description = {
      "Compare texts with each other: the cosine of their vectors, 1 for the same. With --image,",
      "compare pictures with texts and each other, by a model of both.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j similar \"It is sunny.\" \"The weather is lovely.\" \"He drove to work.\"",
      "  embed4j similar --model chinese 今天天气很好 外面阳光明媚 他开车去体育场",
      "  embed4j similar --model clip-vit-base-patch32 \"a cat\" \"a dog\" --image pet.jpg",
    })
final class SimilarTextsCommand implements Callable<Integer> {
  private static final int SHOWN = 60;

  @Mixin private CommonOptions common;

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "Texts.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--image",
      paramLabel = "PICTURE",
      arity = "1..*",
      description = "Pictures; --model is a folder of a model of texts and pictures.")
  private List<Path> pictures = new ArrayList<>();

  @Mixin private EncoderOption model;

  @Override
  public Integer call() {
    if (texts.size() + pictures.size() < 2) {
      throw new ParameterException(
          common.spec().commandLine(), "at least two texts or pictures are needed to compare");
    }
    List<float[]> vectors = pictures.isEmpty() ? ofTexts() : ofBoth();
    List<String> names = new ArrayList<>(texts);
    pictures.forEach(picture -> names.add(picture.toString()));
    if (common.json()) {
      common.print(json(names, vectors));
      return ExitCode.OK;
    }
    StringBuilder heading = new StringBuilder("    ");
    for (int i = 0; i < names.size(); i++) {
      heading.append(String.format(Locale.ROOT, "%8d", i + 1));
    }
    common.out().println(heading);
    for (int i = 0; i < names.size(); i++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%4d", i + 1));
      for (int j = 0; j < names.size(); j++) {
        row.append(String.format(Locale.ROOT, "%8.4f", cosine(vectors.get(i), vectors.get(j))));
      }
      common.out().println(row + "  " + Columns.fit(names.get(i), SHOWN).strip());
    }
    return ExitCode.OK;
  }

  private List<float[]> ofTexts() {
    try (TextEncoder encoder = model.open()) {
      return encoder.encodeAll(texts);
    }
  }

  private List<float[]> ofBoth() {
    try (JointEncoder encoder = model.openJoint()) {
      List<float[]> vectors = new ArrayList<>(encoder.encodeTexts(texts));
      pictures.forEach(picture -> vectors.add(encoder.images().encode(picture)));
      return vectors;
    }
  }

  private static ObjectNode json(List<String> names, List<float[]> vectors) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    names.forEach(node.putArray("texts")::add);
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
