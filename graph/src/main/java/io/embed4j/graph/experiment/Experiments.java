package io.embed4j.graph.experiment;

import io.embed4j.core.config.ConfigReader;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.Names;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.train.TrainConfigs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The experiments that come with the program. A new one is a file among the resources, {@code
 * experiments/NAME.yaml}, and a line here.
 */
public final class Experiments {
  private static final List<String> NAMES =
      List.of(
          "complex-codex-s",
          "transe-codex-s",
          "rescal-codex-s",
          "complex-umls",
          "complex-fb15k-237",
          "complex-n3-fb15k-237",
          "complex-n3-rp-fb15k-237",
          "distmult-fb15k-237",
          "rescal-fb15k-237",
          "rotate-fb15k-237",
          "transe-fb15k-237",
          "transr-fb15k-237",
          "complex-wn18rr",
          "distmult-wn18rr",
          "rotate-wn18rr",
          "transe-wn18rr");

  private Experiments() {}

  /** Returns the names of all experiments, graph by graph, small graphs first. */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns an experiment by its name. */
  public static Experiment find(String name) {
    return find(name, List.of());
  }

  /**
   * Returns an experiment with some of its settings replaced.
   *
   * @param settings assignments to training settings, such as "epochs=3"
   */
  public static Experiment find(String name, List<String> settings) {
    ConfigSource source = ConfigSource.text(name + ".yaml", yaml(name));
    for (String setting : settings) {
      source = source.with("train." + setting);
    }
    return new ConfigReader(TrainConfigs.choices(source, "train.dim"))
        .read(Experiment.class, source);
  }

  /** Returns the file of an experiment, with the source of each setting. */
  public static String yaml(String name) {
    if (!NAMES.contains(name)) {
      String nearest =
          Names.nearest(name, NAMES).map(other -> "; did you mean " + other + "?").orElse("");
      throw new NotFoundException(
          "no experiment is named " + name + nearest + " (kg experiments ls shows all)");
    }
    try (InputStream in = Experiments.class.getResourceAsStream("/experiments/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the file of experiment " + name + " was not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
