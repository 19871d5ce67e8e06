package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The modules of a folder of sentence-transformers, in the order in which a text goes through them:
 * those of {@code modules.json}, where a Router (before 5.0: Asym) stands for the modules of one of
 * its routes.
 *
 * @param folder the folder of the model
 * @param modules empty in a folder of transformers alone
 */
record ModuleList(Path folder, List<Module> modules) {
  static final String FILE = "modules.json";

  /** How routes are called; the first that is there counts. */
  private static final Map<Role, List<String>> ROUTES =
      Map.of(
          Role.PLAIN, List.of(),
          Role.QUERY, List.of("query"),
          Role.DOCUMENT, List.of("document", "doc", "passage", "corpus"));

  /** The last part of a module's type, and where its files are. */
  record Module(String type, Path path) {}

  ModuleList {
    modules = List.copyOf(modules);
  }

  /**
   * Reads the modules that texts of a role go through.
   *
   * @throws ModelFormatException if a path leaves the folder, or there is no such route
   */
  static ModuleList read(Path folder, Role role) {
    List<Module> modules = new ArrayList<>();
    for (JsonNode node : new FolderFiles(folder).optional(FILE)) {
      String type = node.path("type").asText();
      Module module = module(folder, folder.resolve(FILE), type, node.path("path").asText());
      if (module.type().equals("Router") || module.type().equals("Asym")) {
        modules.addAll(route(module.path(), role));
      } else {
        modules.add(module);
      }
    }
    return new ModuleList(folder, modules);
  }

  private static Module module(Path folder, Path file, String type, String path) {
    Path place = folder.resolve(path).normalize();
    if (!place.startsWith(folder.normalize())) {
      throw new ModelFormatException(file + ": the path of module " + type + " leaves the folder");
    }
    return new Module(type.substring(type.lastIndexOf('.') + 1), place);
  }

  private static List<Module> route(Path router, Role role) {
    Path file = router.resolve("router_config.json");
    if (!Files.isRegularFile(file)) {
      file = router.resolve("config.json"); // of Asym
    }
    JsonNode config = new FolderFiles(router).required(file.getFileName().toString());
    JsonNode ids = config.path("structure").path(name(file, config, role));
    List<Module> modules = new ArrayList<>();
    for (JsonNode id : ids) {
      String type = config.path("types").path(id.asText()).asText();
      modules.add(module(router, file, type, id.asText()));
    }
    return modules;
  }

  /** Texts of no role take the default route; without one, that of documents. */
  private static String name(Path file, JsonNode config, Role role) {
    JsonNode structure = config.path("structure");
    List<String> wanted = new ArrayList<>(ROUTES.getOrDefault(role, List.of()));
    wanted.add(config.path("parameters").path("default_route").asText(""));
    if (role == Role.PLAIN) {
      wanted.addAll(ROUTES.getOrDefault(Role.DOCUMENT, List.of()));
    }
    return wanted.stream()
        .filter(structure::has)
        .findFirst()
        .orElseThrow(
            () -> {
              TreeSet<String> names = new TreeSet<>();
              structure.fieldNames().forEachRemaining(names::add);
              return new ModelFormatException(
                  "%s: expected one of the routes %s, found %s".formatted(file, wanted, names));
            });
  }

  /** Returns where the model itself lies; older folders keep it in a folder of its own. */
  Path transformer() {
    return modules.stream()
        .filter(module -> module.type().equals("Transformer"))
        .findFirst()
        .map(Module::path)
        .orElse(folder);
  }
}
