package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.encode.audio.AudioModel;
import io.embed4j.encode.image.ImageModel;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.Fingerprints;
import io.embed4j.encode.model.Pooling;
import io.embed4j.encode.model.Recipe;
import io.embed4j.encode.model.Step;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.SelfTest;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models show}: what a model does with a text. */
@Command(
    name = "show",
    description = {
      "Show what a model does with a text, step by step, and its files; and whether it gives the",
      "numbers that its authors' program gives, where some are known.",
    },
    footerHeading = "%nExamples:%n",
    footer = {"  embed4j models show english", "  embed4j models show FOLDER --json"})
final class EncodersShowCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "MODEL",
      description = "english, chinese, a folder, or ORG/NAME that models pull has fetched.")
  private String name = "";

  @Override
  public Integer call() {
    Path folder = EncoderOption.folder(name);
    if (AudioModel.isIn(folder)) {
      return new AudioModelText(common).show(folder);
    }
    if (ImageModel.isIn(folder)) {
      showPictures(ImageModel.read(folder));
      return ExitCode.OK;
    }
    EncoderModel model = EncoderOption.read(name);
    Map<String, String> sums = new TreeMap<>();
    model.files().forEach((file, path) -> sums.put(file, Fingerprints.sha256(path)));
    List<SelfTest.Report> tests = selfTest(model);
    boolean passed = tests.stream().allMatch(SelfTest.Report::passed);
    if (common.json()) {
      common.print(json(model, sums, tests));
      return passed ? ExitCode.OK : ExitCode.FAILURE;
    }
    Recipe recipe = model.recipe();
    row("model", model.name());
    row(
        "architecture",
        String.format(
            Locale.ROOT,
            "%s, %d layers of width %d",
            model.architecture(),
            model.model().layers(),
            model.model().dim()));
    row(
        "tokens",
        String.format(
            Locale.ROOT,
            "%,d known; at most %,d a text, special ones included",
            model.tokenizer().vocabularySize(),
            recipe.maxTokens()));
    row("lower case", recipe.lowerCase() ? "yes, before the tokenizer" : "as the tokenizer does");
    row("pooling", modes(recipe.pooling()));
    row("then", recipe.steps().isEmpty() ? "nothing" : steps(recipe.steps()));
    row("prompts", recipe.prompts().isEmpty() ? "none" : prompts(recipe));
    row("vector", model.dim() + " numbers");
    sums.forEach((file, sum) -> row("file", sum.substring(0, 16) + "…  " + file));
    tests.forEach(test -> row("self-test", verdict(test)));
    if (tests.isEmpty()) {
      row("self-test", "none is known for this model");
    }
    return passed ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void showPictures(ImageModel model) {
    if (common.json()) {
      common.print(
          JsonNodeFactory.instance
              .objectNode()
              .put("name", model.name())
              .put("architecture", model.architecture())
              .put("pictures", model.preprocessor().description())
              .put("dim", model.dim()));
      return;
    }
    row("model", model.name());
    row("architecture", model.architecture());
    row("pictures", model.preprocessor().description());
    row("vector", model.dim() + " numbers, of length 1");
  }

  private List<SelfTest.Report> selfTest(EncoderModel model) {
    Optional<DefaultModel> known = DefaultModel.of(name);
    String published = known.map(DefaultModel::publishedName).orElse(name);
    boolean eightBits = known.map(DefaultModel::hasEightBits).orElse(false);
    try (TextEncoder encoder = TextEncoder.of(model, EncoderOptions.defaults())) {
      return SelfTest.run(published, eightBits, encoder);
    }
  }

  private static String verdict(SelfTest.Report test) {
    return String.format(
        Locale.ROOT,
        "%s: %d known numbers of \"%s\", largest difference %.5f of at most %.3f",
        test.passed() ? "passed" : "FAILED",
        test.numbers(),
        test.text(),
        test.difference(),
        test.tolerance());
  }

  private void row(String key, String value) {
    common.out().printf(Locale.ROOT, "%-14s %s%n", key, value);
  }

  private static String modes(Pooling pooling) {
    String prompt = pooling.includePrompt() ? "" : ", without the prompt";
    return pooling.modes().stream().map(Object::toString).collect(Collectors.joining(" + "))
        + prompt;
  }

  private static String steps(List<Step> steps) {
    return steps.stream().map(Step::description).collect(Collectors.joining(", "));
  }

  private static String prompts(Recipe recipe) {
    return new TreeMap<>(recipe.prompts())
        .entrySet().stream()
            .map(prompt -> prompt.getKey() + ": \"" + prompt.getValue() + "\"")
            .collect(Collectors.joining(", "));
  }

  private static ObjectNode json(
      EncoderModel model, Map<String, String> sums, List<SelfTest.Report> tests) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Recipe recipe = model.recipe();
    node.put("name", model.name())
        .put("architecture", model.architecture())
        .put("layers", model.model().layers())
        .put("vocabulary", model.tokenizer().vocabularySize())
        .put("maxTokens", recipe.maxTokens())
        .put("lowerCase", recipe.lowerCase())
        .put("dim", model.dim());
    recipe.pooling().modes().forEach(mode -> node.withArray("pooling").add(mode.toString()));
    recipe.steps().forEach(step -> node.withArray("steps").add(step.description()));
    new TreeMap<>(recipe.prompts()).forEach(node.putObject("prompts")::put);
    sums.forEach(node.putObject("sha256")::put);
    ArrayNode selfTest = node.putArray("selfTest");
    for (SelfTest.Report test : tests) {
      selfTest
          .addObject()
          .put("text", test.text())
          .put("numbers", test.numbers())
          .put("difference", test.difference())
          .put("tolerance", test.tolerance())
          .put("passed", test.passed());
    }
    return node;
  }
}
