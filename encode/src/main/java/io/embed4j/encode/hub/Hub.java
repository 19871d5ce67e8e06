package io.embed4j.encode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.core.run.Progress;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches models from a hub, such as huggingface.co or a mirror of it, into the cache that other
 * programs share.
 *
 * <p>A file appears under its name when its checksum has been verified, and a revision when all its
 * files are there; whatever breaks off goes on at the next call where it stopped. Thread-safe; one
 * model is fetched by one caller at a time.
 */
public final class Hub {
  private static final String MAIN = "main";
  private static final int MAX_LIST_BYTES = 32 << 20;

  private final HubConfig config;
  private final Retry.Pauses pauses;

  private Hub(HubConfig config, Retry.Pauses pauses) {
    this.config = config;
    this.pauses = pauses;
  }

  /** Returns a hub; nothing is sent yet. */
  public static Hub of(HubConfig config) {
    return of(config, Thread::sleep);
  }

  static Hub of(HubConfig config, Retry.Pauses pauses) {
    return new Hub(config, pauses);
  }

  /**
   * Fetches the main revision of a model; see {@link #pull(String, String, Progress)}.
   *
   * @param model ORG/NAME
   */
  public Path pull(String model, Progress progress) {
    return pull(model, MAIN, progress);
  }

  /**
   * Fetches what is missing of a model and returns its folder.
   *
   * @param model ORG/NAME
   * @param revision a branch, a tag or a commit
   * @param progress told of the bytes that have arrived
   * @throws NotFoundException if there is no such model or revision
   * @throws HubException if the hub cannot be reached, refuses, or sends something wrong
   * @throws IllegalArgumentException if the model or the revision cannot be one
   */
  public Path pull(String model, String revision, Progress progress) {
    requireModel(model);
    requireRevision(revision);
    HubCache cache = new HubCache(config.cache(), model);
    return cache.exclusively(
        () -> {
          try (HubHttp http = new HubHttp(config, pauses)) {
            return pull(http, cache, model, revision, progress);
          }
        });
  }

  /** Returns the folder of a model that was fetched before; nothing is sent. */
  public Optional<Path> cached(String model) {
    requireModel(model);
    return new HubCache(config.cache(), model).snapshotOf(MAIN);
  }

  /** Returns the folders of all models that were fetched before, by ORG/NAME; nothing is sent. */
  public Map<String, Path> cached() {
    Map<String, Path> folders = new TreeMap<>();
    for (String model : HubCache.models(config.cache())) {
      new HubCache(config.cache(), model)
          .snapshotOf(MAIN)
          .ifPresent(folder -> folders.put(model, folder));
    }
    return folders;
  }

  private Path pull(
      HubHttp http, HubCache cache, String model, String revision, Progress progress) {
    JsonNode info = info(http, model, revision);
    String commit = info.path("sha").asText();
    if (!commit.matches("[0-9a-f]{40}")) {
      throw new HubException(model + ": the hub names no commit, but \"" + commit + "\"");
    }
    List<RemoteFile> files = new ArrayList<>();
    for (String path : config.choice().of(paths(model, info))) {
      files.add(remote(http, model, commit, path));
    }
    if (files.isEmpty()) {
      throw new NotFoundException(model + ": there is no file in it that an encoder needs");
    }
    long total = files.stream().mapToLong(RemoteFile::sizeBytes).sum();
    AtomicLong done = new AtomicLong();
    for (RemoteFile file : files) {
      if (cache.hasBlob(file)) {
        done.addAndGet(file.sizeBytes());
      } else {
        new Download(
                http,
                config.transfer(),
                file,
                cache.blob(file.checksum()),
                n -> progress.report(model, done.addAndGet(n), total, file.path()))
            .run();
      }
      cache.link(commit, file);
    }
    cache.setRef(revision, commit);
    progress.report(model, total, total, "");
    return cache.snapshot(commit);
  }

  private JsonNode info(HubHttp http, String model, String revision) {
    URI uri = uri("api", "models", model, "revision", revision.replace("/", "%2F"));
    byte[] answer = http.get(uri, "model " + model, MAX_LIST_BYTES);
    try {
      return UntrustedJson.read(model + ": the list of files", answer);
    } catch (ModelFormatException e) {
      throw new HubException(
          e.getMessage() + "; is HF_ENDPOINT, " + config.endpoint() + ", the address of a hub?", e);
    }
  }

  /** A hub is not trusted: a path could lead out of the cache. */
  private static List<String> paths(String model, JsonNode info) {
    List<String> paths = new ArrayList<>();
    for (JsonNode file : info.path("siblings")) {
      String path = file.path("rfilename").asText();
      for (String part : path.split("/", -1)) {
        if (part.isEmpty() || part.matches("\\.+|.*[\\\\:\\p{Cntrl}].*")) {
          throw new HubException(model + ": the hub names a file that is refused: " + path);
        }
      }
      paths.add(path);
    }
    return paths;
  }

  private RemoteFile remote(HubHttp http, String model, String commit, String path) {
    URI uri = uri(model, "resolve", commit, path);
    HttpResponse<InputStream> head = http.head(uri, model + ": " + path);
    Optional<Checksum> checksum = HubHttp.checksum(head);
    Optional<Long> size =
        HubHttp.header(head, "x-linked-size")
            .or(() -> HubHttp.header(head, "content-length"))
            .filter(text -> text.matches("\\d{1,15}"))
            .map(Long::parseLong);
    if (checksum.isEmpty() || size.isEmpty()) {
      throw new HubException(
          model + ": the hub gives no length or no checksum of " + path + ", so it is not fetched");
    }
    return new RemoteFile(path, uri, checksum.get(), size.get());
  }

  private URI uri(String... parts) {
    String path = "/" + String.join("/", parts);
    try {
      // The constructor quotes what may not stand in a path, and a % as well.
      String quoted = new URI(null, null, path, null).getRawPath().replace("%252F", "%2F");
      return URI.create(config.endpoint() + quoted);
    } catch (URISyntaxException e) {
      throw new HubException("no address: " + path, e);
    }
  }

  private static void requireModel(String model) {
    if (!model.matches("[\\w.-]+(/[\\w.-]+)?") || model.matches(".*(\\.\\.|--).*")) {
      throw new IllegalArgumentException("model must be ORG/NAME, but is " + model);
    }
  }

  private static void requireRevision(String revision) {
    if (!revision.matches("[\\w.-]+(/[\\w.-]+)*") || revision.contains("..")) {
      throw new IllegalArgumentException(
          "revision must be a branch, a tag or a commit, but is " + revision);
    }
  }
}
