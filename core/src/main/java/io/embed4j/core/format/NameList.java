package io.embed4j.core.format;

import io.embed4j.core.error.ModelFormatException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Names of rows as a text file in UTF-8: one name a line, each line ended by LF. Inside a name,
 * {@code \\} stands for a backslash, {@code \n} for LF, {@code \r} for CR and {@code \t} for a tab,
 * so that a name may hold anything.
 */
public final class NameList {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.?)");

  private NameList() {}

  /** Returns {@code size} names as the contents of a file. */
  public static AtomicFile.Contents contents(int size, IntFunction<String> names) {
    return channel -> {
      // Not closed: the channel belongs to the caller.
      Writer out =
          new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
      for (int i = 0; i < size; i++) {
        out.write(escape(names.apply(i)));
        out.write('\n');
      }
      out.flush();
    };
  }

  /**
   * Hands the names of a file over, in order.
   *
   * @throws ModelFormatException if it is not UTF-8 or holds an unknown escape
   * @throws UncheckedIOException if it cannot be read
   */
  public static void read(Path path, Consumer<String> names) {
    int line = 0;
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        names.accept(unescape(path, line, text));
      }
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(path + ":" + (line + 1) + ": not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
  }

  private static String escape(String name) {
    if (name.chars().noneMatch(c -> c == '\\' || c == '\n' || c == '\r' || c == '\t')) {
      return name;
    }
    return name.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String unescape(Path path, int line, String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                switch (escape.group(1)) {
                  case "\\" -> "\\\\"; // the replacement has escapes of its own
                  case "n" -> "\n";
                  case "r" -> "\r";
                  case "t" -> "\t";
                  default ->
                      throw new ModelFormatException(
                          path
                              + ":"
                              + line
                              + ":"
                              + (escape.start() + 1)
                              + ": expected \\\\, \\n, \\r or \\t, but found "
                              + escape.group());
                });
  }
}
