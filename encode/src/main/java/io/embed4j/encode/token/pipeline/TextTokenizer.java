package io.embed4j.encode.token.pipeline;

import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokens;
import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.model.TokenList;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.post.OffsetTrim;
import io.embed4j.encode.token.post.Template;
import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer made of parts. A text passes through them in this order: added tokens are taken out;
 * what lies between is normalized, cut into words, and these into tokens; the sequence is
 * shortened; special tokens are put around it.
 */
public final class TextTokenizer implements Tokenizer {
  private final Parts parts;
  private final AddedTokens added;
  private final Vocabulary vocabulary;

  /** A tokenizer. */
  public TextTokenizer(Parts parts) {
    this.parts = parts;
    this.added = new AddedTokens(parts.addedTokens(), parts.normalizer());
    this.vocabulary = parts.model().vocabulary();
  }

  @Override
  public Tokens encode(String text, EncodeOptions options) {
    return assemble(parts.postProcessor().single(), options, text);
  }

  @Override
  public Tokens encodePair(String first, String second, EncodeOptions options) {
    return assemble(parts.postProcessor().pair(), options, first, second);
  }

  private Tokens assemble(Template template, EncodeOptions options, String... texts) {
    TokenList[] lists = new TokenList[texts.length];
    for (int i = 0; i < texts.length; i++) {
      lists[i] = tokenize(texts[i]);
    }
    int special = options.specialTokens() ? template.specialTokens() : 0;
    int room = options.truncation().maxLength() - special;
    if (room < 0) {
      throw new IllegalArgumentException(
          "maxLength must leave room for "
              + special
              + " special tokens, but is "
              + options.truncation().maxLength());
    }
    int truncated = Shortening.apply(lists, room, options.truncation());
    for (int i = 0; i < texts.length; i++) {
      trim(lists[i], texts[i]);
    }
    return fill(template, options.specialTokens(), lists, truncated);
  }

  private TokenList tokenize(String string) {
    Pieces pieces = added.split(Text.of(string), parts.normalizer());
    pieces = parts.preTokenizer().split(pieces);
    Text text = pieces.text();
    TokenList tokens = new TokenList();
    for (int i = 0; i < pieces.count(); i++) {
      int from = pieces.from(i);
      int to = pieces.to(i);
      if (pieces.token(i) == Pieces.OPEN) {
        parts.model().tokenize(text, from, to, tokens);
      } else {
        tokens.add(pieces.token(i), text.start(from), text.end(to - 1));
      }
    }
    return tokens;
  }

  private void trim(TokenList tokens, String text) {
    for (OffsetTrim trim : parts.postProcessor().trims()) {
      trim.apply(
          tokens,
          text,
          i -> OffsetTrim.leading(written(tokens, i, text)),
          i -> OffsetTrim.trailing(written(tokens, i, text)));
    }
  }

  /** Returns a token as it was found: an added one with the spaces that it takes along. */
  private String written(TokenList tokens, int index, String text) {
    int id = tokens.id(index);
    @Nullable String token = added.token(id) == null ? vocabulary.token(id) : null;
    return token == null ? text.substring(tokens.start(index), tokens.end(index)) : token;
  }

  private static Tokens fill(
      Template template, boolean specialTokens, TokenList[] lists, int truncated) {
    int length = specialTokens ? template.specialTokens() : 0;
    for (Template.Part part : template.parts()) {
      length += part instanceof Template.Part.Sequence s ? lists[s.text()].count() : 0;
    }
    Tokens tokens =
        new Tokens(
            new int[length],
            new int[length],
            new int[length],
            new int[length],
            new int[length],
            truncated);
    int index = 0;
    for (Template.Part part : template.parts()) {
      switch (part) {
        case Template.Part.Sequence(int text, int typeId) -> {
          TokenList list = lists[text];
          for (int i = 0; i < list.count(); i++, index++) {
            tokens.ids()[index] = list.id(i);
            tokens.typeIds()[index] = typeId;
            tokens.texts()[index] = text;
            tokens.starts()[index] = list.start(i);
            tokens.ends()[index] = list.end(i);
          }
        }
        case Template.Part.Special(List<Integer> ids, int typeId) -> {
          for (int i = 0; specialTokens && i < ids.size(); i++, index++) {
            tokens.ids()[index] = ids.get(i);
            tokens.typeIds()[index] = typeId;
            tokens.texts()[index] = -1;
          }
        }
      }
    }
    return tokens;
  }

  @Override
  public int vocabularySize() {
    return vocabulary.size() + added.countMissing(token -> vocabulary.id(token).isPresent());
  }

  @Override
  public OptionalInt id(String token) {
    OptionalInt id = added.id(token);
    return id.isPresent() ? id : vocabulary.id(token);
  }

  @Override
  public String token(int id) {
    AddedToken token = added.token(id);
    @Nullable String known = token == null ? vocabulary.token(id) : token.content();
    if (known == null) {
      throw new IllegalArgumentException("id must be that of a token, but is " + id);
    }
    return known;
  }

  @Override
  public String decode(int... ids) {
    List<String> tokens = new ArrayList<>();
    for (int id : ids) {
      AddedToken token = added.token(id);
      if (token == null || !token.special()) {
        tokens.add(token(id));
      }
    }
    return String.join("", parts.decoder().decode(tokens));
  }

  @Override
  public Truncation suggestedTruncation() {
    return parts.truncation();
  }
}
