package io.embed4j.encode.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.format.UntrustedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Texts without anything beside them.
 *
 * @param all texts that are not blank, in the order of the files
 * @param faults faulty lines that were left out
 * @param messages of the first of them
 */
public record RawTexts(List<String> all, long faults, List<String> messages) {
  /**
   * Reads files in UTF-8, one text a line; of {@code .jsonl} the field {@code text}, behind {@code
   * title} if there is one. Each may be gzipped ({@code .gz}).
   *
   * @param maxErrors faulty lines that are left out and reported; one more stops the reading
   * @throws NotFoundException if a file is missing
   * @throws DataFormatException if too many lines are faulty, or there are fewer than two texts
   */
  public static RawTexts read(List<Path> files, long maxErrors) {
    ErrorLog errors = new ErrorLog(maxErrors);
    List<String> all = new ArrayList<>();
    files.forEach(file -> add(file, errors, all));
    if (all.size() < 2) {
      throw new DataFormatException(
          "expected texts to learn from, found %d in %s".formatted(all.size(), files));
    }
    return new RawTexts(List.copyOf(all), errors.count(), errors.messages());
  }

  private static void add(Path file, ErrorLog errors, List<String> all) {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("there is no file " + file);
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    boolean json = name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = zipped ? new GZIPInputStream(raw) : raw;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()))) {
      String line = in.readLine();
      for (long number = 1; line != null; number++, line = in.readLine()) {
        String text = json && !line.isBlank() ? text(line, file, number, errors) : line;
        if (!text.isBlank()) {
          all.add(text.strip());
        }
      }
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file + ": expected UTF-8 text, found other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the text of a JSON object, or "" if it is faulty, which is noted. */
  private static String text(String line, Path file, long number, ErrorLog errors) {
    try {
      JsonNode json = UntrustedJson.read("it", line.getBytes(StandardCharsets.UTF_8));
      if (json.path("text").isTextual()) {
        return json.path("title").asText("") + " " + json.path("text").textValue();
      }
      errors.add(file.toString(), number, 1, "expected a JSON object with a field text");
    } catch (ModelFormatException e) {
      errors.add(file.toString(), number, 1, "expected a JSON object, found: " + e.getMessage());
    }
    return "";
  }

  /** Returns a text that differs, but for chance, if any text or the order of two differs. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : all) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
