package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From raw texts to an encoder, with texts and a model of a few words. */
final class PretrainCommandTest {
  private static final List<String> SMALL =
      List.of(
          "--set=encoder.width=16",
          "--set=encoder.layers=1",
          "--set=encoder.heads=2",
          "--set=encoder.inner=32",
          "--set=encoder.positions=16",
          "--set=vocabulary.size=90",
          "--set=holdout.share=0.2");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeData() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String who : List.of("a man", "a woman", "the dog", "the cat", "a child")) {
      for (String what : List.of("plays a flute", "cuts an onion", "runs home", "is asleep")) {
        texts.add(who + " " + what);
      }
    }
    Files.write(folder.resolve("texts.txt"), texts);
    Files.write(
        folder.resolve("pairs.tsv"),
        List.of(
            "a man runs home\ta woman runs home\t4",
            "the dog is asleep\tthe cat is asleep\t3",
            "a man plays a flute\ta woman cuts an onion\t0.5",
            "a child is asleep\ta man cuts an onion\t0"));
  }

  private int run(List<String> more, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(more);
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void makesAVocabularyThenAModelThenTunesItAndGoesOnWhereItWas() throws IOException {
    int code =
        run(
            SMALL,
            "pretrain",
            "--texts=" + at("texts.txt"),
            "--epochs=2",
            "--pairs=" + at("pairs.tsv"),
            "--valid=" + at("pairs.tsv"),
            "--tune=loss=cosent",
            "--tune=scores.most=5",
            "--tune=epochs=3",
            "--out=" + at("run"),
            "--result=" + at("pairs-of-a-flute.json"),
            "--json");
    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("20 texts", "held out", "valid spearman");
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("model").asText()).isEqualTo(at("run/tuned/model"));
    assertThat(folder.resolve("run/tune.yaml")).content().contains("type: cosent", "epochs: 3");
    assertThat(ResultFile.read(folder.resolve("pairs-of-a-flute.json")).kind()).isEqualTo("tuning");
    for (String encoder : List.of("run/start", "run/model", "run/tuned/model")) {
      assertThat(run(List.of("a dog", "a cat"), "similar", "--model=" + at(encoder))).isZero();
    }

    byte[] tuned = Files.readAllBytes(folder.resolve("run/tuned/model/model.safetensors"));
    try (var files = Files.walk(folder.resolve("run/tuned"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    assertThat(run(List.of(), "pretrain", "resume", at("run"))).as(err.toString()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("run/tuned/model/model.safetensors")))
        .isEqualTo(tuned);
  }

  @Test
  void anEncoderIsAdaptedAndTheFiguresAreWritten() {
    assertThat(run(SMALL, "pretrain", "--texts=" + at("texts.txt"), "--out=" + at("first"), "-q"))
        .as(err.toString())
        .isZero();
    int code =
        run(
            List.of("--epochs=1", "--out=" + at("adapted"), "--result=" + at("adapted.json")),
            "pretrain",
            "--model=" + at("first/model"),
            "--texts=" + at("texts.txt"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("held-out loss");
    Result result = ResultFile.read(folder.resolve("adapted.json"));
    assertThat(result.kind()).isEqualTo("pretraining");
    assertThat(result.metrics()).containsKeys("held-out loss", "parameters", "train seconds");
    assertThat(folder.resolve("adapted/config.yaml")).content().contains("learning-rate: 1.0E-4");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThat(run(List.of(), "pretrain")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--texts is missing");
    assertThat(run(List.of("--tune=epochs=2"), "pretrain", "--texts=a.txt"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("are for the stage of --pairs: name them");
    assertThat(run(List.of("--model=x", "--encoder=bert"), "pretrain", "--texts=a.txt"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--encoder and --vocabulary are for new encoders");
  }

  @Test
  void experimentsAboutEncodersSayWhatIsMissing() {
    assertThat(run(List.of(), "experiments")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a command is missing after experiments");
    assertThat(run(List.of("--seeds=0"), "experiments", "encoders-compared"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--seeds must be at least 1, but is 0");
  }
}
