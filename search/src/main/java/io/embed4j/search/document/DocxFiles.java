package io.embed4j.search.document;

import io.embed4j.core.error.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Word files (ECMA-376, WordprocessingML): paragraphs of the main text in their order, those of
 * tables a row a line; headings by the names of their styles, which are English in every language.
 */
final class DocxFiles {
  /** An archive may hold far more than its size says. */
  private static final int MOST_BYTES = 256 << 20;

  private static final Pattern HEADING = Pattern.compile("heading ([1-9])");

  private final Map<String, Integer> levels = new HashMap<>(); // of headings, by the ids of styles
  private final DocumentBuilder builder = new DocumentBuilder();

  private DocxFiles() {}

  static Document read(String name, byte[] bytes) throws IOException {
    Map<String, org.jsoup.nodes.Document> files = xml(name, bytes);
    org.jsoup.nodes.Document main = files.get("word/document.xml");
    if (main == null) {
      throw new DataFormatException(name + ": expected a Word file, found no word/document.xml");
    }
    DocxFiles reader = new DocxFiles();
    Optional.ofNullable(files.get("word/styles.xml")).ifPresent(reader::styles);
    main.select("w|body").forEach(reader::blocks);
    String title =
        Optional.ofNullable(files.get("docProps/core.xml"))
            .map(core -> core.select("dc|title").text())
            .orElse("");
    return reader.builder.build(title);
  }

  private static Map<String, org.jsoup.nodes.Document> xml(String name, byte[] bytes)
      throws IOException {
    Map<String, org.jsoup.nodes.Document> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().matches("word/(document|styles)\\.xml|docProps/core\\.xml")) {
          byte[] content = zip.readNBytes(MOST_BYTES + 1);
          if (content.length > MOST_BYTES) {
            throw new DataFormatException(name + ": " + entry.getName() + " is too large");
          }
          String text = new String(content, StandardCharsets.UTF_8);
          files.put(entry.getName(), Jsoup.parse(text, "", Parser.xmlParser()));
        }
      }
      return files;
    } catch (ZipException e) {
      throw new DataFormatException(name + ": expected a Word file, found a damaged archive");
    }
  }

  private void styles(org.jsoup.nodes.Document styles) {
    for (Element style : styles.select("w|style")) {
      String styleName = style.select("> w|name").attr("w:val").strip();
      Matcher heading = HEADING.matcher(styleName.toLowerCase(Locale.ROOT));
      if (heading.matches()) {
        levels.put(style.attr("w:styleId"), Integer.valueOf(heading.group(1)));
      } else if (styleName.equalsIgnoreCase("title")) {
        levels.put(style.attr("w:styleId"), 1);
      }
    }
  }

  private void blocks(Element parent) {
    for (Element child : parent.children()) {
      switch (child.tagName()) {
        case "w:p" -> paragraph(child);
        case "w:tbl" -> table(child);
        default -> blocks(child); // content controls and the like
      }
    }
  }

  private void paragraph(Element paragraph) {
    String text = text(paragraph);
    Integer level = levels.get(paragraph.select("> w|pPr > w|pStyle").attr("w:val"));
    if (level != null && !text.isBlank()) {
      builder.heading(level, text);
    } else {
      builder.block(text);
    }
  }

  private void table(Element table) {
    StringBuilder rows = new StringBuilder();
    for (Element row : table.select("> w|tr")) {
      String cells =
          row.select("> w|tc").stream().map(DocxFiles::text).collect(Collectors.joining("\t"));
      rows.append(cells).append('\n');
    }
    builder.block(rows.toString());
  }

  /** Text that was deleted under revision stands in other elements, and is not read. */
  private static String text(Element parent) {
    StringBuilder text = new StringBuilder();
    for (Element element : parent.select("w|t, w|tab, w|br, w|cr, w|noBreakHyphen")) {
      text.append(
          switch (element.tagName()) {
            case "w:t" -> element.wholeText();
            case "w:tab" -> "\t";
            case "w:noBreakHyphen" -> "-";
            default -> "\n";
          });
    }
    return text.toString();
  }
}
