package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents promise about the sources: places, sizes, and who may use whom. */
class StructureTest {
  private static final int MOST_LINES = 600;
  private static final List<String> MODULES =
      List.of("core", "graph", "neural", "encode", "search", "cli", "bench");

  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+");
  private static final Pattern TYPE = Pattern.compile("[A-Z]\\w+");

  private static final Path ROOT = root();

  private static Path root() {
    String given = System.getenv("EMBED4J_ROOT");
    if (given != null) {
      return Path.of(given);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("ARCHITECTURE.md"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above this one holds ARCHITECTURE.md");
  }

  /** Returns the Java files below a folder of the repository. */
  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      files.addAll(javaFiles(ROOT.resolve(module).resolve("src")));
    }
    return files;
  }

  /** Returns what stands in backticks outside blocks of code. */
  private static List<String> codeIn(String document) throws IOException {
    String text = CODE_BLOCK.matcher(Files.readString(ROOT.resolve(document))).replaceAll("");
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void everyPathOfTheArchitectureExists() throws IOException {
    List<String> paths =
        codeIn("ARCHITECTURE.md").stream().filter(PATH.asMatchPredicate()).distinct().toList();

    assertThat(paths).hasSizeGreaterThan(30);
    assertThat(paths).allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  @Test
  void everyTypeOfTheArchitectureExists() throws IOException {
    Set<String> sources =
        javaFiles().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    List<String> types =
        codeIn("ARCHITECTURE.md").stream().filter(TYPE.asMatchPredicate()).distinct().toList();

    assertThat(types).hasSizeGreaterThan(15);
    assertThat(sources).containsAll(types);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "README.zh.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
      })
  void everyLinkLeadsSomewhere(String document) throws IOException {
    List<String> links =
        LINK.matcher(CODE_BLOCK.matcher(Files.readString(ROOT.resolve(document))).replaceAll(""))
            .results()
            .map(match -> match.group(1))
            .filter(link -> !link.startsWith("https://") && !link.startsWith("#"))
            .toList();

    assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  @Test
  void everyPackageOfTheMainSourcesIsInTheArchitecture() throws IOException {
    List<String> paths = codeIn("ARCHITECTURE.md");
    for (String module : MODULES) {
      for (Path file : javaFiles(ROOT.resolve(module).resolve("src/main/java"))) {
        if (file.endsWith("package-info.java")) {
          String name = ROOT.relativize(file).toString().replace('\\', '/');
          String folder = name.substring(0, name.lastIndexOf('/'));
          assertThat(paths)
              .as("a path that leads to %s", folder)
              .anyMatch(path -> folder.equals(path) || folder.startsWith(path + "/"));
        }
      }
    }
  }

  @Test
  void noFileIsTooLong() throws IOException {
    List<Path> files = javaFiles();

    assertThat(files).hasSizeGreaterThan(200);
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.count()).as("lines of %s", file).isLessThanOrEqualTo(MOST_LINES);
      }
    }
  }

  @ParameterizedTest(name = "{0} does not import {1}")
  @CsvSource({
    "core, graph|cli|bench",
    "graph, cli|bench",
    "search, graph|neural|encode|cli|bench",
    "cli, bench",
    "bench, cli",
    "graph/src/main/java/io/embed4j/graph/data,"
        + " graph\\.(model|train|evaluate|reason|store|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/model,"
        + " graph\\.(train|evaluate|reason|store|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/train, graph\\.(evaluate|reason|store|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/evaluate, graph\\.(train|reason|store|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/reason, graph\\.(store|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/store, graph\\.(train|evaluate|reason|run|experiment)",
    "graph/src/main/java/io/embed4j/graph/run, graph\\.(reason|experiment)",
  })
  void importsPointOneWay(String folder, String forbidden) throws IOException {
    Pattern imports =
        Pattern.compile("(?m)^import (static )?io\\.embed4j\\.(" + forbidden + ")[.;].*$");
    List<Path> files = javaFiles(ROOT.resolve(folder));

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(imports.matcher(Files.readString(file)).results().map(match -> match.group()))
          .as("imports of %s", file)
          .isEmpty();
    }
  }
}
