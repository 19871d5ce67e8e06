package io.embed4j.graph.train;

import io.embed4j.core.config.Choices;
import io.embed4j.core.config.ConfigReader;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.ConfigWriter;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.Interactions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Training configurations as YAML, models by the names of {@link Interactions}. */
public final class TrainConfigs {
  private TrainConfigs() {}

  /**
   * Returns the defaults, those that suit the model, overlaid with the settings; a model's own
   * settings default to what fits the embedding dimension.
   *
   * @throws io.embed4j.core.error.ConfigException if a key or value does not fit
   */
  public static TrainConfig read(ConfigSource source) {
    ConfigReader reader = new ConfigReader(choices(source, "dim"));
    Interaction model = reader.read(TrainConfig.defaults(), source).model();
    TrainConfig suited = reader.read(TrainConfig.defaults(), Recipes.of(model));
    return reader.read(suited, source);
  }

  /** Returns every setting as YAML, defaults included. */
  public static String yaml(TrainConfig config) {
    return writer(config).yaml(config);
  }

  /** Returns as YAML what differs from {@link TrainConfig#defaults}. */
  public static String difference(TrainConfig config) {
    return writer(config).difference(config, TrainConfig.defaults());
  }

  /** Returns every setting as a tree, as JSON holds it. */
  public static Map<String, Object> tree(TrainConfig config) {
    return writer(config).tree(config);
  }

  /**
   * Returns what may stand for the open interfaces of a training configuration.
   *
   * @param source settings that hold such a configuration
   * @param dimPath where its embedding dimension stands in them, such as "train.dim"
   */
  public static Choices choices(ConfigSource source, String dimPath) {
    // The reader itself refuses a dimension that makes no sense, and says where it stands.
    return choices(
        source
            .find(dimPath)
            .filter(value -> value instanceof Integer dim && dim > 0)
            .map(Integer.class::cast)
            .orElse(TrainConfig.defaults().dim()));
  }

  private static Choices choices(int dim) {
    Map<String, Interaction> models = new LinkedHashMap<>();
    for (Interactions.Definition model : Interactions.all()) {
      models.put(model.name(), Interactions.create(model.name(), dim, Map.of()));
    }
    return Choices.none().with(Interaction.class, models);
  }

  private static ConfigWriter writer(TrainConfig config) {
    return new ConfigWriter(choices(config.dim()));
  }
}
