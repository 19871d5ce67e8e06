package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.image.ImageEncoding;
import io.embed4j.encode.image.JointEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code zero-shot}: which of some texts fits a picture. */
@Command(
    name = "zero-shot",
    description = {
      "Say which of some labels fits each picture, by a model of texts and pictures that has been",
      "trained for none of them in particular: the labels and how probable they are, the best ones",
      "first. A file that cannot be read does not stop the others.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j zero-shot --model clip-vit-base-patch32 --labels \"a cat,a dog\" pet.jpg",
      "  embed4j zero-shot --model M --labels \"cat,dog\" --template \"a photo of a {}.\" *.png",
    })
final class ZeroShotCommand implements Callable<Integer> {
  private static final String PLACE = "{}";

  @Mixin private CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "PNG, JPEG, GIF or BMP.")
  private List<Path> files = new ArrayList<>();

  @Mixin private EncoderOption model;

  @Option(
      names = "--labels",
      paramLabel = "A,B,…",
      required = true,
      split = ",",
      description = "What may be in a picture, with commas between; may be given several times.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      defaultValue = PLACE,
      description = "A sentence around each label, which takes the place of {} (default: none).")
  private String template = PLACE;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many labels at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Override
  public Integer call() {
    if (!template.contains(PLACE) || top < 1) {
      throw new ParameterException(
          common.spec().commandLine(),
          "--template must contain {}, and --top be at least 1, but they are \"%s\" and %d"
              .formatted(template, top));
    }
    if (labels.stream().anyMatch(String::isBlank)) {
      throw new ParameterException(
          common.spec().commandLine(),
          "--labels wants a word or more between two commas, but is \"%s\""
              .formatted(String.join(",", labels)));
    }
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    int failed = 0;
    try (JointEncoder encoder = model.openJoint()) {
      List<float[]> texts =
          encoder.encodeTexts(
              labels.stream().map(label -> template.replace(PLACE, label.strip())).toList());
      List<ImageEncoding> pictures = encoder.images().encodings(files, common.progress());
      for (int i = 0; i < files.size(); i++) {
        switch (pictures.get(i)) {
          case ImageEncoding.Encoded(float[] vector) ->
              results.add(result(files.get(i), encoder.probabilities(vector, texts)));
          case ImageEncoding.Failed(String reason) -> {
            common.err().println("error: " + reason);
            failed++;
          }
        }
      }
    }
    if (common.json()) {
      common.print(results);
    } else {
      results.forEach(result -> print((ObjectNode) result));
    }
    return failed == 0 ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private ObjectNode result(Path file, double[] probabilities) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("file", file.toString());
    ArrayNode list = result.putArray("labels");
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(top)
        .forEach(
            i ->
                list.addObject()
                    .put("label", labels.get(i).strip())
                    .put("probability", probabilities[i]));
    return result;
  }

  private void print(ObjectNode result) {
    common.out().println(result.get("file").asText());
    result
        .get("labels")
        .forEach(
            label ->
                common
                    .out()
                    .printf(
                        Locale.ROOT,
                        "  %7.4f  %s%n",
                        label.get("probability").asDouble(),
                        label.get("label").asText()));
  }
}
