package io.embed4j.search.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** HTML as people read it: no scripts, styles, menus; a block an element of blocks. */
final class HtmlFiles {
  private static final String UNREAD =
      "script, style, noscript, template, nav, svg, iframe, form, [hidden], [aria-hidden=true]";

  private final DocumentBuilder builder = new DocumentBuilder();
  private final StringBuilder block = new StringBuilder();

  private HtmlFiles() {}

  static Document read(String name, byte[] bytes) throws IOException {
    // without a charset, that of the file's own declaration counts, else UTF-8
    org.jsoup.nodes.Document html =
        Jsoup.parse(new ByteArrayInputStream(bytes), null, "file:///" + name.replace('\\', '/'));
    html.select(UNREAD).remove();
    HtmlFiles reader = new HtmlFiles();
    reader.children(html.body());
    reader.endBlock();
    return reader.builder.build(html.title());
  }

  private void children(Element element) {
    for (Node child : element.childNodes()) {
      switch (child) {
        case TextNode text -> block.append(text.getWholeText());
        case Element inner -> element(inner);
        default -> {} // comments and the like
      }
    }
  }

  private void element(Element element) {
    String name = element.normalName();
    if (name.matches("h[1-6]")) {
      endBlock();
      builder.heading(name.charAt(1) - '0', element.text());
    } else if (name.equals("pre")) {
      endBlock();
      builder.block(element.wholeText());
    } else if (name.equals("br")) {
      block.append(' ');
    } else if (name.equals("td") || name.equals("th")) {
      block.append(' ');
      children(element);
    } else if (element.isBlock()) {
      endBlock();
      children(element);
      endBlock();
    } else {
      children(element);
    }
  }

  private void endBlock() {
    builder.block(block.toString().replaceAll("\\s+", " "));
    block.setLength(0);
  }
}
