package io.embed4j.encode.hub;

import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to a hub. Redirects are followed here and not by the JDK, so that the token goes to the
 * endpoint and to no other host, and never from https to http.
 */
final class HubHttp implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final String LINKED_ETAG = "x-linked-etag";

  private final HubConfig config;
  private final Retry.Pauses pauses;
  private final HttpClient client;

  HubHttp(HubConfig config, Retry.Pauses pauses) {
    this.config = config;
    this.pauses = pauses;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // ranges at the same time need connections
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.transfer().patience())
            .proxy(config.proxy().selector())
            .build();
  }

  /** Returns a count of failures for one piece of work. */
  Retry retry() {
    return new Retry(config.transfer(), pauses);
  }

  /** Returns the whole answer to a GET, at most {@code limit} bytes of it. */
  byte[] get(URI uri, String what, int limit) {
    Retry retry = retry();
    while (true) {
      try (InputStream in = open(uri, Map.of(), what).body()) {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw new HubException(what + ": the answer has more than " + limit + " bytes");
        }
        return bytes;
      } catch (IOException e) {
        retry.failed(what, e);
      }
    }
  }

  /** Returns the headers of a file, those of the hub itself where it points to another host. */
  HttpResponse<InputStream> head(URI uri, String what) {
    Retry retry = retry();
    while (true) {
      try {
        HttpResponse<InputStream> response = follow("HEAD", uri, Map.of(), what);
        response.body().close();
        if (!isRedirect(response)) {
          requireSuccess(response, what);
        }
        return response;
      } catch (IOException e) {
        retry.failed(what, e);
      }
    }
  }

  /**
   * Opens the answer to a GET, once.
   *
   * @throws IOException if another attempt may help
   * @throws HubException if none will
   */
  HttpResponse<InputStream> open(URI uri, Map<String, String> headers, String what)
      throws IOException {
    HttpResponse<InputStream> response = follow("GET", uri, headers, what);
    try {
      requireSuccess(response, what);
      return response;
    } catch (IOException | RuntimeException e) {
      response.body().close();
      throw e;
    }
  }

  private HttpResponse<InputStream> follow(
      String method, URI uri, Map<String, String> headers, String what) throws IOException {
    URI at = uri;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at)
              .method(method, BodyPublishers.noBody())
              .timeout(config.transfer().patience())
              .header("User-Agent", "embed4j");
      headers.forEach(request::header);
      if (isEndpoint(at)) {
        config.token().ifPresent(t -> request.header("Authorization", "Bearer " + t.value()));
      }
      HttpResponse<InputStream> response = send(request.build(), what);
      boolean enough = method.equals("HEAD") && header(response, LINKED_ETAG).isPresent();
      if (!isRedirect(response) || enough) {
        return response;
      }
      response.body().close();
      at = target(at, header(response, "location").orElse(""), what);
    }
    throw new HubException(what + ": more than " + MAX_REDIRECTS + " redirects");
  }

  private HttpResponse<InputStream> send(HttpRequest request, String what) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw Retry.interrupted(what, e);
    }
  }

  private boolean isEndpoint(URI uri) {
    URI endpoint = config.endpoint();
    return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
        && endpoint.getHost().equalsIgnoreCase(uri.getHost())
        && endpoint.getPort() == uri.getPort();
  }

  private static URI target(URI from, String location, String what) {
    URI target;
    try {
      target = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HubException(what + ": redirected to no address: " + location, e);
    }
    boolean web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
    boolean weaker = "https".equals(from.getScheme()) && !"https".equals(target.getScheme());
    if (location.isEmpty() || !web || weaker || target.getHost() == null) {
      throw new HubException(
          what
              + ": redirected from "
              + from.getHost()
              + " to an address that is refused: "
              + target);
    }
    return target;
  }

  private void requireSuccess(HttpResponse<InputStream> response, String what) throws IOException {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    if (status == 429 || status == 408 || status / 100 == 5) {
      throw new Retry.Overloaded("the hub answers " + status, wish(response));
    }
    String hub = config.endpoint().toString();
    String token = "a token in HF_TOKEN or the file ~/.cache/huggingface/token";
    boolean gated = header(response, "x-error-code").filter("GatedRepo"::equals).isPresent();
    switch (status) {
      case 401 ->
          throw new HubException(
              what
                  + " is not public, or not there (401 of "
                  + hub
                  + "): check the spelling; for a private model, "
                  + (config.token().isPresent()
                      ? "make sure that your token is valid and may read it"
                      : "put " + token));
      case 403 ->
          throw new HubException(
              what
                  + " is not open to you (403 of "
                  + hub
                  + "): "
                  + (gated ? "accept its conditions on its page there, and use " : "use ")
                  + token
                  + " of an account that may read it");
      case 404 ->
          throw new NotFoundException(
              what
                  + " is not there (404 of "
                  + hub
                  + "): check the spelling, ORG/NAME, and the"
                  + " revision");
      default -> throw new HubException(what + ": the hub " + hub + " answers " + status);
    }
  }

  /** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
  private static Optional<Duration> wish(HttpResponse<?> response) {
    return header(response, "retry-after")
        .flatMap(
            text -> {
              if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
              }
              try {
                Instant date =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
                Duration wait = Duration.between(Instant.now(), date);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }

  static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  /** Returns the checksum of a file, as its headers give it. */
  static Optional<Checksum> checksum(HttpResponse<?> response) {
    return header(response, LINKED_ETAG)
        .or(() -> header(response, "etag"))
        .flatMap(Checksum::ofEtag);
  }

  private static boolean isRedirect(HttpResponse<?> response) {
    int status = response.statusCode();
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
