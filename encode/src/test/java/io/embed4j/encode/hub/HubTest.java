package io.embed4j.encode.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {
  private static final String WEIGHTS = "model.safetensors";
  private static final int PART = 1000;
  private static final byte[] LARGE = new byte[10 * PART + 7];

  @TempDir Path cache;

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private FakeHub server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(LARGE);
    server = new FakeHub().file("config.json", "{}").file(WEIGHTS, LARGE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesAppearInTheLayoutOfTheSharedCache() throws IOException {
    server
        .file("1_Pooling/config.json", "{\"a\": 1}")
        .file("README.md", "no")
        .file("empty.txt", "");
    List<String> reports = new CopyOnWriteArrayList<>();
    Path folder =
        hub().pull("org/name", (label, done, total, _) -> reports.add(label + done + "/" + total));

    Path model = cache.resolve("models--org--name");
    assertThat(folder).isEqualTo(model.resolve("snapshots").resolve(FakeHub.COMMIT));
    assertThat(Files.readString(model.resolve("refs/main"))).isEqualTo(FakeHub.COMMIT);
    assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
    assertThat(Files.readString(folder.resolve("1_Pooling/config.json"))).isEqualTo("{\"a\": 1}");
    assertThat(folder.resolve("empty.txt")).isEmptyFile();
    // git hash-object and sha256sum of the same bytes
    assertThat(Files.readSymbolicLink(folder.resolve("config.json")))
        .isEqualTo(Path.of("../../blobs/9e26dfeeb6e641a33dae4961196235bdb965b21b"));
    assertThat(Files.readSymbolicLink(folder.resolve("1_Pooling/config.json")).toString())
        .startsWith("../../../blobs/");
    assertThat(names()).hasSize(1 + 4 + 4).noneMatch(name -> name.contains("README"));
    assertThat(reports.getLast()).isEqualTo("org/name10017/10017");
    assertThat(hub().cached("org/name")).contains(folder);
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    assertThat(hub().cached("org/name")).isEmpty();
    hub().pull("org/name", Progress.NONE);
    server.requests().clear();
    hub().pull("org/name", Progress.NONE);
    assertThat(server.requests()).extracting(FakeHub.Request::method).containsOnly("GET", "HEAD");
    assertThat(server.requests("GET", WEIGHTS)).isEmpty();
    assertThat(server.requests("GET", "config.json")).isEmpty();
  }

  @Test
  void largeFilesArriveInRanges() {
    hub().pull("org/name", Progress.NONE);
    assertThat(server.requests("GET", WEIGHTS))
        .hasSize(11)
        .extracting(FakeHub.Request::range)
        .contains("bytes=0-999", "bytes=9000-9999", "bytes=10000-10006");
  }

  @Test
  void aBrokenConnectionGoesOnWhereItStopped() throws IOException {
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, content) -> {
          FakeHub.sendBegin(exchange, content, 300);
          return true;
        });
    Path folder = hub().pull("org/name", Progress.NONE);
    assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
    assertThat(server.requests("GET", WEIGHTS))
        .extracting(FakeHub.Request::range)
        .contains("bytes=0-999", "bytes=300-999", "bytes=600-999", "bytes=900-999");
  }

  @Test
  void aLaterCallFetchesOnlyTheMissingParts() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, _) -> {
          if (answers.incrementAndGet() > 5) {
            FakeHub.send(exchange, 503, new byte[0]);
            return true;
          }
          return false;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("cannot fetch " + WEIGHTS + ", after 3 attempts")
        .hasMessageContaining("the hub answers 503")
        .hasMessageContaining("what has arrived is kept");
    assertThat(names()).noneMatch(WEIGHTS::equals).noneMatch("main"::equals);
    assertThat(names()).noneMatch(FakeHub.etag(WEIGHTS, LARGE)::equals);
    assertThat(hub().cached("org/name")).isEmpty();

    server.repair();
    server.requests().clear();
    List<Long> done = new CopyOnWriteArrayList<>();
    Path folder = hub().pull("org/name", (_, n, _, _) -> done.add(n));
    assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
    assertThat(server.requests("GET", WEIGHTS)).hasSize(6);
    assertThat(done.getFirst()).isGreaterThanOrEqualTo(2);
    assertThat(done.getLast()).isEqualTo(LARGE.length + 2);
    assertThat(names()).noneMatch(name -> name.contains("embed4j") && !name.endsWith(".lock"));
  }

  @Test
  void aServerWithoutRangesIsReadInOneGo() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, content.length);
          // The second answer breaks off in the middle.
          int bytes = answers.incrementAndGet() == 2 ? 5000 : content.length;
          exchange.getResponseBody().write(content, 0, bytes);
          return true;
        });
    Path folder = hub().pull("org/name", Progress.NONE);
    assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
    assertThat(answers.get()).isEqualTo(3);
  }

  @Test
  void aServerThatLiesAboutLengthsIsNotBelieved() throws IOException {
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-999/999999999");
          FakeHub.send(exchange, 206, content);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("sends bytes 0-999/999999999 instead of bytes 0-999/10007");
    server.repair();
    server.fault(
        "HEAD",
        WEIGHTS,
        (exchange, content) -> {
          exchange.getResponseHeaders().set("ETag", FakeHub.etag(WEIGHTS, content));
          exchange.getResponseHeaders().set("Content-Length", "9000");
          exchange.sendResponseHeaders(200, -1);
          return true;
        });
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, content) -> {
          FakeHub.send(exchange, 200, content);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(WEIGHTS + " arrived damaged, twice");
    assertThat(names()).noneMatch(WEIGHTS::equals).noneMatch(name -> name.length() == 64);
  }

  @Test
  void damagedBytesNeverGetAName() {
    AtomicInteger answers = new AtomicInteger();
    FakeHub.Fault damage =
        (exchange, content) -> {
          byte[] damaged = content.clone();
          damaged[3000] ^= 1;
          FakeHub.sendRange(exchange, answers.incrementAndGet() <= 11 ? damaged : content);
          return true;
        };
    server.fault("GET", WEIGHTS, damage);
    List<Long> done = new CopyOnWriteArrayList<>();
    hub().pull("org/name", (_, n, _, _) -> done.add(n));
    assertThat(answers.get()).as("fetched twice").isEqualTo(22);
    assertThat(done.getLast()).isEqualTo(LARGE.length + 2);
  }

  @Test
  void aFileWithoutChecksumIsNotFetched() {
    server.fault(
        "HEAD",
        WEIGHTS,
        (exchange, _) -> {
          exchange.getResponseHeaders().set("ETag", "\"2-something\"");
          exchange.getResponseHeaders().set("Content-Length", "7");
          exchange.sendResponseHeaders(200, -1);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("gives no length or no checksum of " + WEIGHTS);
  }

  @Test
  void theTokenDoesNotFollowARedirectToAnotherHost() throws IOException {
    try (FakeHub store = new FakeHub().file(WEIGHTS, LARGE)) {
      URI other =
          URI.create(store.address() + "/org/name/resolve/" + FakeHub.COMMIT + "/" + WEIGHTS);
      for (String method : List.of("HEAD", "GET")) {
        server.fault(
            method,
            WEIGHTS,
            (exchange, content) -> {
              exchange.getResponseHeaders().set("Location", other.toString());
              exchange.getResponseHeaders().set("X-Linked-Etag", FakeHub.etag(WEIGHTS, content));
              exchange.getResponseHeaders().set("X-Linked-Size", "" + content.length);
              exchange.sendResponseHeaders(302, -1);
              return true;
            });
      }
      // A model that was renamed: a redirect within the hub.
      server.fault(
          "GET",
          "config.json",
          (exchange, _) -> {
            if (exchange.getRequestURI().getQuery() != null) {
              return false;
            }
            exchange
                .getResponseHeaders()
                .set("Location", exchange.getRequestURI().getPath() + "?renamed");
            exchange.sendResponseHeaders(307, -1);
            return true;
          });
      Path folder = hub().pull("org/name", Progress.NONE);
      assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
      assertThat(store.requests())
          .hasSize(11)
          .extracting(FakeHub.Request::authorization)
          .containsOnly("");
      assertThat(server.requests("GET", "config.json")).hasSize(2);
      assertThat(server.requests())
          .extracting(FakeHub.Request::authorization)
          .containsOnly("Bearer secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "", "http://a b/", "ftp://host/x", "/loop"})
  void redirectsToNowhereAreRefused(String location) {
    server.fault(
        "GET",
        "",
        (exchange, _) -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("redirect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | ''        | is not public, or not there (401 of http://127.0.0.1 | your token is valid",
        "403 | ''        | is not open to you (403 of http://127.0.0.1          | use a token in HF_TOKEN",
        "403 | GatedRepo | is not open to you                                   | accept its conditions",
        "404 | ''        | is not there (404 of http://127.0.0.1                | check the spelling, ORG/NAME",
        "418 | ''        | the hub http://127.0.0.1                             | answers 418"
      })
  void refusalsSayWhatToDo(int status, String code, String what, String advice) {
    server.fault(
        "GET",
        "/revision/main",
        (exchange, _) -> {
          exchange.getResponseHeaders().set("X-Error-Code", code);
          exchange.sendResponseHeaders(status, -1);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(status == 404 ? NotFoundException.class : HubException.class)
        .hasMessageStartingWith("model org/name")
        .hasMessageContaining(what)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("secret");
    assertThat(server.requests()).as("no second attempt").hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anOverloadedHubIsAskedAgainLater() {
    List<Integer> statuses = new CopyOnWriteArrayList<>(List.of(500, 429, 502, 429));
    server.fault(
        "GET",
        "/revision/main",
        (exchange, _) -> {
          if (statuses.isEmpty()) {
            return false;
          }
          int status = statuses.removeFirst();
          if (status == 429) {
            String wish = statuses.isEmpty() ? "Wed, 21 Oct 2015 07:28:00 GMT" : "7";
            exchange.getResponseHeaders().set("Retry-After", wish);
          }
          exchange.sendResponseHeaders(status, -1);
          return true;
        });
    hub(5).pull("org/name", Progress.NONE);
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(10), Duration.ofSeconds(7), Duration.ofMillis(40), Duration.ZERO);
  }

  @Test
  void aHubThatStaysAwayIsGivenUp() {
    URI address = server.address();
    server.close();
    assertThatThrownBy(
            () -> Hub.of(config(address, 3), pauses::add).pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("cannot fetch model org/name, after 3 attempts")
        .hasMessageContaining("check the network, HF_ENDPOINT and the proxy");
    assertThat(pauses).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));
  }

  @Test
  void aSilentConnectionIsGivenUp() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    server.fault(
        "GET",
        WEIGHTS,
        (exchange, content) -> {
          if (answers.incrementAndGet() > 1) {
            return false;
          }
          FakeHub.sendBegin(exchange, content, 100);
          try {
            Thread.sleep(20_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        });
    long start = System.nanoTime();
    Path folder = hub().pull("org/name", Progress.NONE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.json", "/evil.json", "a/../../evil.json", "a\\evil.json", "c:x.json"})
  void filesThatWouldLeaveTheCacheAreRefused(String path) {
    server.file(path, "{}");
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class)
        .hasMessage("org/name: the hub names a file that is refused: " + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>                                | is HF_ENDPOINT, http://127.0.0.1",
        "{'sha': '../..'}                      | names no commit, but \"../..\"",
        "{'sha': '0123456789abcdef0123456789abcdef01234567'} | there is no file in it"
      })
  void listsThatAreNoneAreRefused(String json, String message) {
    server.fault(
        "GET",
        "/revision/main",
        (exchange, _) -> {
          byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
          FakeHub.send(exchange, 200, body);
          return true;
        });
    assertThatThrownBy(() -> hub().pull("org/name", Progress.NONE))
        .isInstanceOfAny(HubException.class, NotFoundException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b/c", "../x", "a/..", "a b", "a--b", "a/b?x", "/a"})
  void namesThatAreNoneAreRefused(String name) {
    assertThatThrownBy(() -> hub().pull(name, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model must be ORG/NAME, but is " + name);
  }

  @Test
  void aRevisionIsAsked() throws IOException {
    hub().pull("org/name", "refs/pr/1", Progress.NONE);
    assertThat(server.requests("GET", "/revision/refs/pr/1")).hasSize(1);
    assertThat(cache.resolve("models--org--name/refs/refs/pr/1")).hasContent(FakeHub.COMMIT);
  }

  @Test
  void aProxyIsUsedForEveryHostButTheDirectOnes() {
    // The fake hub is the proxy here: it sees the name of a host that does not exist.
    HubConfig config = config(URI.create("http://hub.invalid"), 1);
    Optional<URI> proxy = Optional.of(server.address());
    Hub.of(with(config, new Proxies(proxy, proxy, List.of("other.invalid"))), pauses::add)
        .pull("org/name", Progress.NONE);
    assertThat(server.requests("GET", WEIGHTS)).hasSize(11);
    server.requests().clear();
    Hub direct = Hub.of(with(config, new Proxies(proxy, proxy, List.of(".invalid"))), pauses::add);
    assertThatThrownBy(() -> direct.pull("org/name", Progress.NONE))
        .isInstanceOf(HubException.class);
    assertThat(server.requests()).isEmpty();
  }

  private Hub hub() {
    return hub(3);
  }

  private Hub hub(int failures) {
    return Hub.of(config(server.address(), failures), pauses::add);
  }

  private HubConfig config(URI address, int failures) {
    return new HubConfig(
        address,
        cache,
        Optional.of(new Token("secret")),
        new Proxies(Optional.empty(), Optional.empty(), List.of()),
        FileChoice.encoder(),
        new HubConfig.Transfer(3, PART, failures, Duration.ofMillis(10), Duration.ofMillis(1500)));
  }

  private static HubConfig with(HubConfig config, Proxies proxies) {
    return new HubConfig(
        config.endpoint(),
        config.cache(),
        config.token(),
        proxies,
        config.choice(),
        config.transfer());
  }

  /** Returns the names of all files in the cache. */
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(cache)) {
      files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.toString().endsWith(".lock"))
          .forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
