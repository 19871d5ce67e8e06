package io.embed4j.core.run;

import io.embed4j.core.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lies where in the folder of a run.
 *
 * <pre>
 *   config.yaml               every setting, defaults included
 *   run.json                  the data it trains on, the command, the program's version
 *   metrics.jsonl             one line an epoch
 *   checkpoint.safetensors    the whole state, to go on from
 *   model/                    the best model so far
 *   report.html               curves and settings
 * </pre>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** Returns a folder of this name in which no run was started, numbered if need be. */
  public static RunFolder free(Path parent, String name) {
    RunFolder folder = new RunFolder(parent.resolve(name));
    for (int i = 2; folder.exists(); i++) {
      folder = new RunFolder(parent.resolve(name + "-" + i));
    }
    return folder;
  }

  /** Returns where the settings are. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** Returns where the origin is. */
  public Path origin() {
    return path.resolve("run.json");
  }

  /** Returns where the metrics are. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Returns where the checkpoint is. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** Returns the folder of the model. */
  public Path model() {
    return path.resolve("model");
  }

  /** Returns where the report is. */
  public Path report() {
    return path.resolve("report.html");
  }

  /**
   * Makes sure that a run was started here.
   *
   * @throws ModelFormatException if not
   */
  public void require() {
    if (!exists()) {
      throw new ModelFormatException(
          path + " holds no run: " + config().getFileName() + " is missing");
    }
  }

  /** Returns whether a run was started here. */
  public boolean exists() {
    return Files.exists(config());
  }
}
