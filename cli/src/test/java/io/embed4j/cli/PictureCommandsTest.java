package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read pictures, with small models. */
final class PictureCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");
  private static final String CLIP = FIXTURES.resolve("clip").toString();
  private static final String PICTURE = FIXTURES.resolve("media/img0.png").toString();
  private static final String OTHER = FIXTURES.resolve("media/img1.png").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void embedsPicturesAndGoesOnWhenOneIsBad() throws IOException {
    Path bad = Files.createFile(folder.resolve("bad.jpg"));
    assertThat(run("embed", "--model", CLIP, "--image", PICTURE, bad.toString(), OTHER))
        .isEqualTo(ExitCode.BAD_INPUT);
    String[] lines = out.toString().split("\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(JSON.readTree(lines[0]).path("file").asText()).isEqualTo(PICTURE);
    assertThat(JSON.readTree(lines[1]).path("vector")).hasSize(24);
    assertThat(err.toString())
        .contains("error: " + bad + ": the file is empty")
        .contains("2 pictures, 24 numbers each");
  }

  @Test
  void embedsPicturesIntoANumPyArray() {
    Path array = folder.resolve("v.npy");
    String vit = FIXTURES.resolve("vit").toString();
    assertThat(
            run(
                "embed",
                "--model",
                vit,
                "--format",
                "npy",
                "--out",
                array.toString(),
                "--image",
                PICTURE))
        .as(err.toString())
        .isZero();
    assertThat(array).exists();
  }

  @Test
  void optionsForTextsDoNotGoWithPictures() {
    assertThat(run("embed", "--model", CLIP, "--query", "--image", PICTURE))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--image goes without texts");
    assertThat(run("embed", "--model", CLIP, "--precision", "int8", "--image", PICTURE))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("embed", "--image", PICTURE)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("english is no model of pictures");
  }

  /** The fixture's own texts and pictures, and the probabilities of the reference. */
  @Test
  void namesPicturesAsTheReferenceDoes() throws IOException {
    JsonNode inputs = JSON.readTree(Path.of(CLIP, "inputs.json").toFile()).get("texts_images");
    List<String> args = new ArrayList<>(List.of("zero-shot", "--json", "--model", CLIP));
    args.addAll(List.of("--labels", inputs.get("texts").get(0).asText()));
    args.addAll(List.of("--labels", inputs.get("texts").get(2).asText()));
    args.add(PICTURE);
    assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
    JsonNode labels = JSON.readTree(out.toString()).get(0).get("labels");
    double sum =
        labels.get(0).get("probability").asDouble() + labels.get(1).get("probability").asDouble();
    assertThat(Math.abs(sum - 1)).isLessThan(1e-9);
    JsonNode logits =
        JSON.readTree(Path.of(CLIP, "expected.json").toFile())
            .get("cases")
            .get("texts_images")
            .get("logits_per_image");
    JsonNode values = logits.get("data");
    double difference = values.get(0).asDouble() - values.get(2).asDouble();
    double first = 1 / (1 + Math.exp(-difference));
    assertThat(Math.abs(labels.get(0).get("probability").asDouble() - Math.max(first, 1 - first)))
        .isLessThan(1e-4);
    assertThat(
            run(
                "zero-shot",
                "--model",
                CLIP,
                "--labels",
                "a cat,一只狗",
                "--template",
                "{}!",
                PICTURE,
                OTHER))
        .isZero();
    assertThat(out.toString()).contains("一只狗").contains(OTHER);
    assertThat(run("zero-shot", "--model", CLIP, "--labels", "a", "--template", "b", PICTURE))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("zero-shot", "--model", CLIP, "--labels", "a,,b", PICTURE))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--labels wants a word or more between two commas");
  }

  @Test
  void comparesTextsWithPictures() throws IOException {
    assertThat(run("similar", "--json", "--model", CLIP, "a cat", "--image", PICTURE, PICTURE))
        .as(err.toString())
        .isZero();
    JsonNode cosines = JSON.readTree(out.toString()).get("cosines");
    assertThat(cosines.get(1).get(2).asDouble()).isGreaterThan(0.999999);
    assertThat(cosines.get(0).get(1).asDouble()).isLessThan(0.99);
    assertThat(run("similar", "--model", CLIP, "a cat")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("at least two texts or pictures");
  }

  @Test
  void showsAModelOfPictures() {
    assertThat(run("models", "show", CLIP)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("clip")
        .contains("shorter side to 32 by bicubic, middle of 32 x 32")
        .contains("24 numbers");
    assertThat(run("models", "show", "--json", FIXTURES.resolve("siglip").toString())).isZero();
    assertThat(out.toString()).contains("to 32 x 32 by bicubic");
  }
}
