package io.embed4j.search.folder;

import java.util.List;

/**
 * What an index took from a folder.
 *
 * @param added names of new files
 * @param changed names of files that were read again
 * @param removed names of files that are gone
 * @param unchanged how many files are as they were
 * @param failed files that could not be read; what the index had of them is gone as well
 * @param chunks how many chunks were made
 */
public record FolderReport(
    List<String> added,
    List<String> changed,
    List<String> removed,
    int unchanged,
    List<Failure> failed,
    int chunks) {
  /**
   * A file that could not be read.
   *
   * @param file its name
   * @param reason where, what was expected, what was found
   */
  public record Failure(String file, String reason) {}

  /** Returns whether the index is as it was. */
  public boolean isNothing() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && failed.isEmpty();
  }
}
