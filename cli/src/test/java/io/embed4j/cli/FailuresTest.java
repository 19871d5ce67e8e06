package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(
            new DataFormatException("a.tsv", 3, 1, "one column"), 3, "a.tsv:3:1: one column"),
        Arguments.of(new ModelFormatException("cut off"), 3, "cut off"),
        Arguments.of(new ConfigException("no such key"), 3, "no such key"),
        Arguments.of(new NotFoundException("no such entity"), 3, "no such entity"),
        Arguments.of(new IllegalArgumentException("k must be positive"), 2, "k must be positive"),
        Arguments.of(new NoSuchFileException("x.tsv"), 3, "no such file: x.tsv"),
        Arguments.of(new NotDirectoryException("x"), 3, "not a folder: x"),
        Arguments.of(
            new UncheckedIOException(new AccessDeniedException("x")),
            3,
            "may not be read or written by this user: x"),
        Arguments.of(
            new FileAlreadyExistsException("run"), 1, "exists already and is left alone: run"),
        Arguments.of(
            new MalformedInputException(1),
            3,
            "a file is not UTF-8 text (convert it: iconv -f LATIN1 -t UTF-8)"),
        Arguments.of(
            new FileSystemException("m.bin", null, "No space left on device"),
            1,
            "the disk is full, writing m.bin"),
        Arguments.of(
            new IOException("No space left on device"),
            1,
            "the disk is full: No space left on device"),
        Arguments.of(
            new UncheckedIOException(new IOException("pipe closed")),
            1,
            "reading or writing failed: pipe closed"),
        Arguments.of(
            new IllegalStateException("odd"),
            1,
            "unexpected: java.lang.IllegalStateException: odd (this is a fault of Embed4j; -v shows"
                + " where)"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyFailureHasACodeAndASentence(Exception failure, int code, String sentence) {
    assertThat(Failures.outcome(failure)).isEqualTo(new Failures.Outcome(code, sentence));
  }

  @Test
  void outOfMemorySaysWhatToDo() {
    assertThat(Failures.outOfMemory(1L << 30))
        .contains("limited to 1024 MiB", "EMBED4J_JAVA_OPTS=-Xmx8g", "--dry-run");
  }
}
