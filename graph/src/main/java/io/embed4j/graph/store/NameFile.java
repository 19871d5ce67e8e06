package io.embed4j.graph.store;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.NameList;
import io.embed4j.graph.data.Vocabulary;
import java.nio.file.Path;

/** A vocabulary as a {@link NameList}: the name of id i on line i + 1. */
final class NameFile {
  private NameFile() {}

  static AtomicFile.Contents contents(Vocabulary names) {
    return NameList.contents(names.size(), names::name);
  }

  static Vocabulary read(Path path, int expected) {
    Vocabulary names = new Vocabulary();
    NameList.read(
        path,
        name -> {
          int next = names.size();
          if (names.add(name) != next) {
            throw new ModelFormatException(
                path + ":" + (next + 1) + ": the name \"" + name + "\" stands here a second time");
          }
        });
    if (names.size() != expected) {
      throw new ModelFormatException(
          path + ": must hold " + expected + " names, but holds " + names.size());
    }
    return names;
  }
}
