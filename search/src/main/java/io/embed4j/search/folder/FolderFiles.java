package io.embed4j.search.folder;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.search.document.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder that can be read as documents. */
final class FolderFiles {
  private FolderFiles() {}

  /**
   * Returns the files in a folder and below it by their names in it, / between folders. Hidden
   * ones, and folders that may not be read, are passed over.
   *
   * @param except a folder that does not count: the index may be inside
   */
  static SortedMap<String, Path> of(Path folder, Path except) {
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there is no folder " + folder);
    }
    SortedMap<String, Path> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              boolean passed = !path.equals(folder) && (isHidden(path) || path.equals(except));
              return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && !isHidden(path)
                  && Documents.kind(path).isPresent()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), path);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }
}
