package io.embed4j.encode.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A hub of one model, {@code org/name}, that answers as the real one does, and misbehaves where a
 * test says so.
 */
final class FakeHub implements AutoCloseable {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  FakeHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What came in. */
  record Request(String method, String path, String authorization, String range) {}

  /** Answers instead of the hub; returns false to let it answer after all. */
  @FunctionalInterface
  interface Fault {
    boolean answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  FakeHub file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  FakeHub file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets all requests of this method whose path ends so go wrong. */
  void fault(String method, String pathEnd, Fault fault) {
    faults.put(method + " " + pathEnd, fault);
  }

  void repair() {
    faults.clear();
  }

  List<Request> requests() {
    return requests;
  }

  /** Returns the requests of this method whose path ends so. */
  List<Request> requests(String method, String pathEnd) {
    return requests.stream()
        .filter(r -> r.method.equals(method) && r.path.endsWith(pathEnd))
        .toList();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      requests.add(
          new Request(method, path, header(exchange, "Authorization"), header(exchange, "Range")));
      String name = path.replaceFirst(".*/resolve/" + COMMIT + "/", "");
      byte[] content = files.getOrDefault(name, new byte[0]);
      for (Map.Entry<String, Fault> fault : faults.entrySet()) {
        if ((method + " " + path).startsWith(fault.getKey().replaceFirst(" .*", " "))
            && path.endsWith(fault.getKey().replaceFirst(".* ", ""))
            && fault.getValue().answer(exchange, content)) {
          return;
        }
      }
      if (path.startsWith("/api/models/org/name/revision/")) {
        send(exchange, 200, list());
      } else if (!files.containsKey(name)) {
        exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
        exchange.sendResponseHeaders(404, -1);
      } else if (method.equals("HEAD")) {
        exchange.getResponseHeaders().set("ETag", "\"" + etag(name, content) + "\"");
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        sendRange(exchange, content);
      }
    }
  }

  private byte[] list() {
    String siblings =
        files.keySet().stream()
            .map(file -> "{\"rfilename\": \"" + file.replace("\\", "\\\\") + "\"}")
            .collect(Collectors.joining(", "));
    return ("{\"sha\": \"" + COMMIT + "\", \"siblings\": [" + siblings + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static void sendRange(HttpExchange exchange, byte[] content) throws IOException {
    int[] range = range(exchange);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + range[0] + "-" + (range[1] - 1) + "/" + content.length);
    send(exchange, 206, Arrays.copyOfRange(content, range[0], range[1]));
  }

  /** Sends the headers of a range, but only so many bytes of it, and hangs up. */
  static void sendBegin(HttpExchange exchange, byte[] content, int bytes) throws IOException {
    int[] range = range(exchange);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + range[0] + "-" + (range[1] - 1) + "/" + content.length);
    exchange.sendResponseHeaders(206, range[1] - range[0]);
    exchange.getResponseBody().write(content, range[0], Math.min(bytes, range[1] - range[0]));
    exchange.getResponseBody().flush();
  }

  /** Returns the first byte that is asked for, and the one after the last. */
  static int[] range(HttpExchange exchange) {
    String[] ends = header(exchange, "Range").substring("bytes=".length()).split("-", -1);
    return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1};
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** As git and git-lfs name files: large ones by SHA-256. */
  static String etag(String name, byte[] content) {
    if (name.endsWith(".safetensors")) {
      return hash("SHA-256", new byte[0], content);
    }
    byte[] start = ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8);
    return hash("SHA-1", start, content);
  }

  private static String hash(String algorithm, byte[] start, byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(start);
      return HexFormat.of().formatHex(digest.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
