package io.embed4j.cli;

import io.embed4j.core.config.ConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The settings of a training run, the same in every command that starts one. */
final class SettingsOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "One setting, such as optimizer.learning-rate=1e-4; may be",
        "repeated. config.yaml of a run folder shows all of them."
      })
  private List<String> settings = new ArrayList<>();

  @Option(names = "--epochs", paramLabel = "N", description = "Short for --set epochs=N.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
  private Optional<Long> seed = Optional.empty();

  /** An option that is short for a setting. */
  record Shortcut(String key, Optional<?> value) {}

  /**
   * Returns what was asked for: the file, then the shortcuts, then {@code --set}, of which later
   * ones win.
   *
   * @param shortcuts those that the command has beside {@code --epochs} and {@code --seed}
   */
  ConfigSource source(Shortcut... shortcuts) {
    List<Shortcut> all = new ArrayList<>(List.of(shortcuts));
    all.add(new Shortcut("epochs", epochs));
    all.add(new Shortcut("seed", seed));
    ConfigSource source = config.map(ConfigSource::file).orElseGet(ConfigSource::empty);
    for (Shortcut shortcut : all) {
      if (shortcut.value.isPresent()) {
        source = source.with(shortcut.key + "=" + shortcut.value.get());
      }
    }
    return source.with(settings);
  }
}
