package io.embed4j.encode.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a hub is, who asks, and how files are fetched.
 *
 * @param endpoint address of the hub; http or https
 * @param cache folder of all models, in the layout of the Hugging Face cache
 * @param token sent to the endpoint and to no other host
 * @param proxy way to the hub
 * @param choice which files of a model are fetched
 * @param transfer how they are fetched
 */
public record HubConfig(
    URI endpoint,
    Path cache,
    Optional<Token> token,
    Proxies proxy,
    FileChoice choice,
    Transfer transfer) {
  private static final String DEFAULT_ENDPOINT = "https://huggingface.co";

  public HubConfig {
    String scheme = endpoint.getScheme();
    if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "endpoint must be an address such as " + DEFAULT_ENDPOINT + ", but is " + endpoint);
    }
  }

  /**
   * How bytes are fetched.
   *
   * @param connections ranges of one file that are fetched at the same time, at least 1
   * @param partBytes length of a range, and what a broken download repeats at most
   * @param failures failures in a row, without a byte of progress, that are too many
   * @param pause wait after the first failure; it doubles with each further one
   * @param patience how long a silent connection is kept
   */
  public record Transfer(
      int connections, int partBytes, int failures, Duration pause, Duration patience) {
    public Transfer {
      if (connections < 1 || partBytes < 1 || failures < 1) {
        throw new IllegalArgumentException(
            "connections, part bytes and failures must be at least 1, but are "
                + connections
                + ", "
                + partBytes
                + " and "
                + failures);
      }
    }

    /** Returns four connections, parts of 16 MiB, and about half a minute of trying. */
    public static Transfer standard() {
      return new Transfer(4, 16 << 20, 6, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }
  }

  /**
   * Returns what the environment of this process says; see {@link #of(Map, Path)}.
   *
   * @throws IllegalArgumentException if it says something unsound
   */
  public static HubConfig fromEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Returns what an environment says, with the names that the Python library {@code
   * huggingface_hub} uses: {@code HF_ENDPOINT}; {@code HF_HUB_CACHE}, or {@code hub} in {@code
   * HF_HOME}, which is {@code ~/.cache/huggingface} if not set; {@code HF_TOKEN}, or the file
   * {@code HF_TOKEN_PATH}, which is {@code token} in {@code HF_HOME} if not set; {@code
   * HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}.
   *
   * @throws IllegalArgumentException if it says something unsound
   */
  public static HubConfig of(Map<String, String> environment, Path userHome) {
    Path home =
        value(environment, "HF_HOME")
            .map(Path::of)
            .orElse(userHome.resolve(".cache").resolve("huggingface"));
    Path cache = value(environment, "HF_HUB_CACHE").map(Path::of).orElse(home.resolve("hub"));
    Path tokenFile =
        value(environment, "HF_TOKEN_PATH").map(Path::of).orElse(home.resolve("token"));
    String endpoint = value(environment, "HF_ENDPOINT").orElse(DEFAULT_ENDPOINT);
    return new HubConfig(
        URI.create(endpoint.replaceAll("/+$", "")),
        cache,
        value(environment, "HF_TOKEN").or(() -> content(tokenFile)).map(Token::new),
        Proxies.of(environment),
        FileChoice.encoder(),
        Transfer.standard());
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<String> content(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the token in " + file, e);
    }
  }
}
