package io.embed4j.graph.reason.complete;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Facts as a text file, which {@link io.embed4j.graph.data.read.GraphReader} reads again: as
 * N-Triples if the name ends in .nt, else as columns separated by tabs. docs/formats.md has the
 * details.
 */
public final class FactFile {
  private static final Pattern IRI =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\x00-\\x20<>\"{}|^`\\\\]*");
  private static final Pattern BLANK_NODE = Pattern.compile("_:\\w+");
  private static final String OWN_IRI = "urn:embed4j:";
  private static final String UNRESERVED = "-._~/:,;()@";

  private FactFile() {}

  /**
   * Writes facts, in one step.
   *
   * @param probabilities of the facts, or none
   */
  public static void write(
      Path path, List<Fact> facts, double[] probabilities, KnowledgeGraph graph) {
    boolean triples = path.toString().toLowerCase(Locale.ROOT).endsWith(".nt");
    AtomicFile.write(
        path,
        channel -> {
          // Not closed: the channel belongs to the caller.
          Writer out =
              new BufferedWriter(
                  Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
          if (!triples) {
            out.write("head\trelation\ttail\tscore");
            out.write(probabilities.length > 0 ? "\tprobability\n" : "\n");
          }
          for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            String numbers = Float.toString(fact.score() + 0f);
            String sure =
                probabilities.length > 0
                    ? String.format(Locale.ROOT, "%.6f", probabilities[i])
                    : "";
            if (triples) {
              writeTriple(fact, numbers, sure, graph, out);
            } else {
              writeRow(fact, sure.isEmpty() ? numbers : numbers + "\t" + sure, graph, out);
            }
          }
          out.flush();
        });
  }

  private static void writeRow(Fact fact, String numbers, KnowledgeGraph graph, Writer out)
      throws IOException {
    out.write(field(graph.entities(), fact.head()));
    out.write('\t');
    out.write(field(graph.relations(), fact.relation()));
    out.write('\t');
    out.write(field(graph.entities(), fact.tail()));
    out.write('\t');
    out.write(numbers);
    out.write('\n');
  }

  /** A name that holds what separates fields or lines has spaces instead. */
  private static String field(Vocabulary names, int id) {
    return names.name(id).replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  /** The numbers stand in a comment: a plain triple has no place for them. */
  private static void writeTriple(
      Fact fact, String score, String probability, KnowledgeGraph graph, Writer out)
      throws IOException {
    String tail = graph.entities().name(fact.tail());
    out.write(term(graph.entities().name(fact.head())));
    out.write(' ');
    out.write(term(graph.relations().name(fact.relation())));
    out.write(' ');
    out.write(tail.startsWith("\"") ? tail : term(tail)); // a literal, as N-Triples writes it
    out.write(" . # score " + score);
    out.write(probability.isEmpty() ? "\n" : " probability " + probability + "\n");
  }

  /** Returns an IRI or a blank node; other names become IRIs of our own. */
  private static String term(String name) {
    if (BLANK_NODE.matcher(name).matches()) {
      return name;
    }
    return "<" + (IRI.matcher(name).matches() ? name : OWN_IRI + percentEncoded(name)) + ">";
  }

  private static String percentEncoded(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (plain || UNRESERVED.indexOf(b) >= 0) {
        text.append((char) b);
      } else {
        text.append("%%%02X".formatted(b & 0xff));
      }
    }
    return text.toString();
  }
}
