package io.embed4j.search.document;

import io.embed4j.core.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Markdown by CommonMark: parts begin at headings, and the text is the file's. */
final class MarkdownFiles {
  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

  /** Settings in YAML that many programs put first; no part of Markdown, nor of the text. */
  private static final Pattern FRONT_MATTER =
      Pattern.compile("(?s)---[ \\t]*\\R.*?\\R---[ \\t]*(\\R|$)");

  private static final Pattern TITLE =
      Pattern.compile("(?m)^title:[ \\t]*[\"']?(.+?)[\"']?[ \\t]*$");

  private MarkdownFiles() {}

  static Document read(String name, byte[] bytes) {
    String text = PlainTexts.decode(name, bytes);
    Matcher front = FRONT_MATTER.matcher(text);
    int body = front.lookingAt() ? front.end() : 0;
    HeadingPath path = new HeadingPath();
    List<Document.Part> parts = new ArrayList<>();
    int start = body;
    Node blocks = PARSER.parse(text.substring(body));
    for (Node node = blocks.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        int end = body + heading.getSourceSpans().getFirst().getInputIndex();
        add(parts, text, start, end, path);
        path.enter(heading.getLevel(), words(heading));
        start = end;
      }
    }
    add(parts, text, start, text.length(), path);
    Matcher title = TITLE.matcher(text).region(0, body);
    return new Document(title.find() ? title.group(1) : path.title(), text, parts);
  }

  private static void add(
      List<Document.Part> parts, String text, int start, int end, HeadingPath path) {
    if (end > start && !text.substring(start, end).isBlank()) {
      parts.add(new Document.Part(new Span(start, end), path.toString(), OptionalInt.empty()));
    }
  }

  /** Returns the words of a heading, without marks. */
  private static String words(Heading heading) {
    StringBuilder words = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString().strip();
  }
}
