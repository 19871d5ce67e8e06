package io.embed4j.graph.reason.rule;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.KnowledgeGraph;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rules as a text file in UTF-8, one a line: support, groundings, confidence and the rule as {@link
 * RuleText}, divided by tabs. Lines that start with # are remarks. The confidence is there for
 * people: it follows from the two counts.
 */
public final class RuleFile {
  private static final int FIELDS = 4;

  private RuleFile() {}

  /** Writes rules, in one step, in place of an older file. */
  public static void write(Path path, KnowledgeGraph graph, List<Rule> rules) {
    RuleText text = RuleText.ofNames(graph);
    AtomicFile.write(
        path,
        channel -> {
          // Not closed: the channel belongs to the caller.
          Writer out =
              new BufferedWriter(
                  Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
          out.write("# " + rules.size() + " rules of " + graph.name() + ", the best first\n");
          out.write("# support\tgroundings\tconfidence = support / (groundings + ");
          out.write(Rule.Evidence.PESSIMISM + ")\trule\n");
          for (Rule rule : rules) {
            out.write(evidence(rule.evidence()) + text.of(rule) + "\n");
          }
          out.flush();
        });
  }

  private static String evidence(Rule.Evidence evidence) {
    // Not by a format string: there are millions of lines.
    double confidence = Math.round(1e4 * evidence.confidence()) / 1e4;
    return evidence.support() + "\t" + evidence.groundings() + "\t" + confidence + "\t";
  }

  /**
   * Returns the rules of a file.
   *
   * @throws DataFormatException if a line is no rule of this graph
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<Rule> read(Path path, KnowledgeGraph graph) {
    List<Rule> rules = new ArrayList<>();
    int line = 0;
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        if (!text.isBlank() && !text.startsWith("#")) {
          rules.add(rule(graph, text));
        }
      }
      return rules;
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(path + ":" + line + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new DataFormatException(path + ":" + (line + 1) + ": not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rule rule(KnowledgeGraph graph, String line) {
    String[] fields = line.split("\t", FIELDS);
    if (fields.length < FIELDS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected support, groundings, confidence and rule, divided by tabs, found %d fields",
              fields.length));
    }
    Rule.Evidence evidence = new Rule.Evidence(count(fields[0]), count(fields[1]));
    return RuleParser.parse(graph, fields[FIELDS - 1], evidence);
  }

  private static int count(String field) {
    try {
      return Integer.parseInt(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a count, found " + field);
    }
  }
}
