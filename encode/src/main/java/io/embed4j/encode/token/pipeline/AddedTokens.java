package io.embed4j.encode.token.pipeline;

import io.embed4j.encode.token.model.Trie;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Text;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in texts: from left to right, the longest at each place. Immutable. */
final class AddedTokens {
  private final Map<Integer, AddedToken> byId = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Search exact = new Search();
  private final Search normalized = new Search();

  AddedTokens(List<AddedToken> tokens, Normalizer normalizer) {
    for (AddedToken token : tokens) {
      if (token.content().isEmpty()) {
        continue;
      }
      byId.put(token.id(), token);
      ids.put(token.content(), token.id());
      if (token.normalized()) {
        Text form = Text.of(token.content());
        normalizer.normalize(form);
        normalized.add(form.toString(), token.id());
      } else {
        exact.add(token.content(), token.id());
      }
    }
  }

  /** Returns the number of tokens that another vocabulary lacks. */
  int countMissing(Predicate<String> isKnown) {
    return (int) ids.keySet().stream().filter(isKnown.negate()).count();
  }

  OptionalInt id(String content) {
    Integer id = ids.get(content);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Nullable AddedToken token(int id) {
    return byId.get(id);
  }

  /** Returns a text, which may change meanwhile, normalized and cut at added tokens. */
  Pieces split(Text text, Normalizer normalizer) {
    Pieces parts = exact.cut(text, 0, text.length(), this);
    if (parts.count() == 1 && parts.token(0) == Pieces.OPEN) {
      normalizer.normalize(text);
      return normalized.cut(text, 0, text.length(), this);
    }
    Text whole = new Text(text.length() + 8);
    Pieces pieces = new Pieces(whole);
    for (int i = 0; i < parts.count(); i++) {
      int begin = whole.length();
      if (parts.token(i) != Pieces.OPEN) {
        whole.append(text, parts.from(i), parts.to(i));
        pieces.add(begin, whole.length(), parts.token(i));
        continue;
      }
      Text part = text.slice(parts.from(i), parts.to(i));
      normalizer.normalize(part);
      whole.append(part, 0, part.length());
      Pieces cut = normalized.cut(whole, begin, whole.length(), this);
      for (int k = 0; k < cut.count(); k++) {
        pieces.add(cut.from(k), cut.to(k), cut.token(k));
      }
    }
    return pieces;
  }

  /** Tokens that are looked for in the same form of the text. */
  private static final class Search {
    private final Trie trie = new Trie();
    private final BitSet firsts = new BitSet();

    void add(String content, int id) {
      if (!content.isEmpty()) {
        trie.put(Trie.ROOT, content, id);
        firsts.set(content.codePointAt(0));
      }
    }

    Pieces cut(Text text, int from, int to, AddedTokens tokens) {
      Pieces pieces = new Pieces(text);
      int open = from; // where the piece begins that is not yet added
      for (int i = from; i < to && !firsts.isEmpty(); ) {
        int end = firsts.get(text.point(i)) ? longest(text, i, to) : Trie.NONE;
        if (end == Trie.NONE) {
          i++;
          continue;
        }
        AddedToken token = tokens.byId.get(idOf(text, i, end));
        if (token != null && !(token.singleWord() && isInWord(text, i, end, from, to))) {
          int begin = token.leftStrip() ? leftOfSpace(text, i, open) : i;
          int stop = token.rightStrip() ? rightOfSpace(text, end, to) : end;
          pieces.add(open, begin);
          pieces.add(begin, stop, token.id());
          open = stop;
        }
        i = end;
      }
      pieces.add(open, to);
      return pieces;
    }

    private int longest(Text text, int from, int to) {
      int node = Trie.ROOT;
      int end = Trie.NONE;
      for (int i = from; i < to; i++) {
        node = trie.child(node, text.point(i));
        if (node == Trie.NONE) {
          break;
        }
        if (trie.value(node) != Trie.NONE) {
          end = i + 1;
        }
      }
      return end;
    }

    private int idOf(Text text, int from, int end) {
      int node = Trie.ROOT;
      for (int i = from; i < end; i++) {
        node = trie.child(node, text.point(i));
      }
      return trie.value(node);
    }

    private static boolean isInWord(Text text, int begin, int end, int from, int to) {
      return (begin > from && Points.isWord(text.point(begin - 1)))
          || (end < to && Points.isWord(text.point(end)));
    }

    private static int leftOfSpace(Text text, int index, int limit) {
      int begin = index;
      while (begin > limit && Points.isWhiteSpace(text.point(begin - 1))) {
        begin--;
      }
      return begin;
    }

    private static int rightOfSpace(Text text, int index, int limit) {
      int end = index;
      while (end < limit && Points.isWhiteSpace(text.point(end))) {
        end++;
      }
      return end;
    }
  }
}
