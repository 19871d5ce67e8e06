package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.text.Span;
import io.embed4j.search.folder.FileItems;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.Highlights;
import io.embed4j.search.query.Hit;
import java.util.List;
import java.util.Locale;

/** Hits for people, and as JSON. */
final class HitText {
  private static final int PASSAGE = 240;
  private static final int LABEL_WIDTH = 40;

  private HitText() {}

  /** Returns hits in documents: a line on where and why, then the passage with its words marked. */
  static String text(String question, List<Hit> hits) {
    if (hits.isEmpty()) {
      return "nothing found\n";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%2d  %.3f  %s  (%s)%n",
              i + 1,
              hit.score(),
              place(hit.item()),
              scores(hit)));
      text.append("    ").append(passage(hit.item().text(), question)).append("\n\n");
    }
    return text.toString();
  }

  /** Returns entities, and what is near the first of them. */
  static String text(List<Hit> hits, List<Hit> near) {
    if (hits.isEmpty()) {
      return "nothing found\n";
    }
    StringBuilder text = new StringBuilder("by text\n");
    hits.forEach(hit -> text.append(line(hit, scores(hit))));
    text.append("near ").append(label(hits.getFirst().item())).append(" in the graph\n");
    near.forEach(hit -> text.append(line(hit, "")));
    return text.toString();
  }

  private static String line(Hit hit, String scores) {
    String line =
        String.format(
            Locale.ROOT, "  %6.3f  %s  %s", hit.score(), fitted(label(hit.item())), scores);
    return line.stripTrailing() + "\n";
  }

  private static String fitted(String label) {
    return Columns.fit(label, LABEL_WIDTH);
  }

  private static String label(Item item) {
    return item.term(GraphItems.LABEL).orElse(item.id());
  }

  private static String place(Item item) {
    StringBuilder place = new StringBuilder(item.term(FileItems.SOURCE).orElse(item.id()));
    item.whole(FileItems.PAGE).ifPresent(page -> place.append(", page ").append(page));
    item.term(FileItems.HEADING).ifPresent(heading -> place.append(" › ").append(heading));
    item.whole(FileItems.START)
        .ifPresent(
            start ->
                place
                    .append(", letters ")
                    .append(start)
                    .append('–')
                    .append(item.whole(FileItems.END).orElse(start)));
    return place.toString();
  }

  private static String scores(Hit hit) {
    String words = hit.words().map(part -> score("BM25 %.2f", part)).orElse("");
    String cosine = hit.neighbour().map(part -> score("cosine %.3f", part)).orElse("");
    return words + (words.isEmpty() || cosine.isEmpty() ? "" : ", ") + cosine;
  }

  private static String score(String format, Hit.Part part) {
    String score = String.format(Locale.ROOT, format, part.score());
    return part.rank().isPresent() ? score + " #" + part.rank().getAsInt() : score;
  }

  private static String passage(String text, String question) {
    if (text.isEmpty()) {
      return "";
    }
    Highlights found = Highlights.of(text, question, PASSAGE);
    StringBuilder marked = new StringBuilder(found.passage().start() > 0 ? "… " : "");
    int at = found.passage().start();
    for (Span word : found.words()) {
      marked.append(text, at, word.start()).append('[').append(word.of(text)).append(']');
      at = word.end();
    }
    marked.append(text, at, found.passage().end());
    marked.append(found.passage().end() < text.length() ? " …" : "");
    return marked.toString().replaceAll("\\s+", " ");
  }

  /** Returns hits in documents. */
  static ObjectNode json(String question, List<Hit> hits) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("question", question);
    add(root.putArray("hits"), question, hits);
    return root;
  }

  /** Returns entities, and what is near the first of them. */
  static ObjectNode json(String question, List<Hit> hits, List<Hit> near) {
    ObjectNode root = json(question, hits);
    add(root.putArray("near"), question, near);
    return root;
  }

  private static void add(ArrayNode list, String question, List<Hit> hits) {
    for (Hit hit : hits) {
      ObjectNode node = list.addObject().put("id", hit.item().id()).put("score", hit.score());
      hit.words().ifPresent(part -> add(node.putObject("bm25"), part));
      hit.neighbour().ifPresent(part -> add(node.putObject("cosine"), part));
      ObjectNode attributes = node.putObject("attributes");
      for (Attribute attribute : hit.item().attributes()) {
        switch (attribute) {
          case Attribute.Term(String name, String value) -> attributes.put(name, value);
          case Attribute.Whole(String name, long value) -> attributes.put(name, value);
          case Attribute.Real(String name, double value) -> attributes.put(name, value);
        }
      }
      String text = hit.item().text();
      node.put("text", text);
      if (!text.isEmpty()) {
        Highlights found = Highlights.of(text, question, PASSAGE);
        add(node.putObject("passage"), found.passage());
        ArrayNode words = node.putArray("words");
        found.words().forEach(word -> add(words.addObject(), word));
      }
    }
  }

  private static void add(ObjectNode node, Hit.Part part) {
    node.put("score", part.score());
    part.rank().ifPresent(rank -> node.put("rank", rank));
  }

  private static void add(ObjectNode node, Span span) {
    node.put("start", span.start()).put("end", span.end());
  }
}
