package io.embed4j.encode.tune;

import io.embed4j.core.config.Choices;
import io.embed4j.core.config.ConfigReader;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.ConfigWriter;

/** Settings of tuning as YAML. */
public final class TuneConfigs {
  private static final ConfigWriter WRITER = new ConfigWriter(Choices.none());

  private TuneConfigs() {}

  /**
   * Returns the usual defaults overlaid with the settings.
   *
   * @throws io.embed4j.core.error.ConfigException if a key or value does not fit
   */
  public static TuneConfig read(ConfigSource source) {
    return read(TuneConfig.defaults(), source);
  }

  /**
   * Returns settings.
   *
   * @param defaults what the source does not say
   * @throws io.embed4j.core.error.ConfigException if a key or value does not fit
   */
  public static TuneConfig read(TuneConfig defaults, ConfigSource source) {
    return new ConfigReader(Choices.none()).read(defaults, source);
  }

  /** Returns every setting as YAML, defaults included. */
  public static String yaml(TuneConfig config) {
    return WRITER.yaml(config);
  }

  /** Returns as YAML what differs from {@link TuneConfig#defaults}. */
  public static String difference(TuneConfig config) {
    return WRITER.difference(config, TuneConfig.defaults());
  }
}
