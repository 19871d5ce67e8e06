package io.embed4j.encode.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which parts of a file have arrived, on disk. The first line says what file and parts it is about,
 * each further line is the number of a complete part. Thread-safe.
 */
final class PartJournal {
  private final Path file;
  private final long sizeBytes;
  private final long partBytes;
  private final Set<Long> complete = new TreeSet<>();

  private PartJournal(Path file, long sizeBytes, long partBytes) {
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.partBytes = partBytes;
  }

  /** A range of bytes. */
  record Part(long number, long begin, long end) {}

  /** Reads what an earlier attempt left, unless it was about something else. */
  static PartJournal open(Path file, long sizeBytes, int partBytes) throws IOException {
    PartJournal journal = new PartJournal(file, sizeBytes, partBytes);
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (lines.isEmpty() || !lines.getFirst().equals(journal.subject())) {
      journal.clear();
      return journal;
    }
    for (String line : lines.subList(1, lines.size())) {
      // The last line of a process that was killed may be cut; the checksum has the last word.
      if (line.matches("\\d{1,9}")) {
        journal.complete.add(Long.parseLong(line));
      }
    }
    return journal;
  }

  /** Forgets all parts. */
  synchronized void clear() throws IOException {
    complete.clear();
    Files.writeString(file, subject() + "\n");
  }

  /** Remembers a part as complete. */
  synchronized void add(Part part) throws IOException {
    complete.add(part.number);
    Files.writeString(file, part.number + "\n", StandardOpenOption.APPEND);
  }

  synchronized List<Part> complete() {
    return parts().stream().filter(part -> complete.contains(part.number)).toList();
  }

  synchronized List<Part> missing() {
    return parts().stream().filter(part -> !complete.contains(part.number)).toList();
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (long begin = 0; begin < sizeBytes; begin += partBytes) {
      parts.add(new Part(parts.size(), begin, Math.min(sizeBytes, begin + partBytes)));
    }
    return parts;
  }

  private String subject() {
    return sizeBytes + " bytes in parts of " + partBytes;
  }
}
