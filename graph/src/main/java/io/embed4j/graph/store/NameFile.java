package io.embed4j.graph.store;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.graph.data.Vocabulary;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A vocabulary as a text file in UTF-8: the name of id i on line i + 1, each line ended by LF.
 * Inside a name, {@code \\} stands for a backslash, {@code \n} for LF, {@code \r} for CR and {@code
 * \t} for a tab.
 */
final class NameFile {
  private NameFile() {}

  static void write(Vocabulary names, FileChannel channel) throws IOException {
    // Not closed: the channel belongs to the caller.
    Writer out =
        new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
    for (int id = 0; id < names.size(); id++) {
      out.write(escape(names.name(id)));
      out.write('\n');
    }
    out.flush();
  }

  static Vocabulary read(Path path, int expected) {
    Vocabulary names = new Vocabulary();
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int size = names.size();
        if (names.add(unescape(path, size + 1, line)) != size) {
          throw new ModelFormatException(
              path + ":" + (size + 1) + ": the name \"" + line + "\" stands here a second time");
        }
      }
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(path + ":" + (names.size() + 1) + ": not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
    if (names.size() != expected) {
      throw new ModelFormatException(
          path + ": must hold " + expected + " names, but holds " + names.size());
    }
    return names;
  }

  static String escape(String name) {
    if (name.chars().noneMatch(c -> c == '\\' || c == '\n' || c == '\r' || c == '\t')) {
      return name;
    }
    return name.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  static String unescape(Path path, int line, String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        name.append(c);
        continue;
      }
      i++;
      name.append(
          switch (i < text.length() ? text.charAt(i) : ' ') {
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default ->
                throw new ModelFormatException(
                    path + ":" + line + ":" + i + ": expected \\\\, \\n, \\r or \\t");
          });
    }
    return name.toString();
  }
}
