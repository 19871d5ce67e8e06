package io.embed4j.encode.token.old;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.decode.Decoder;
import io.embed4j.encode.token.decode.Decoders;
import io.embed4j.encode.token.model.TokenModel;
import io.embed4j.encode.token.model.Vocabulary;
import io.embed4j.encode.token.normalize.Lowercase;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.normalize.Precompiled;
import io.embed4j.encode.token.normalize.Prepend;
import io.embed4j.encode.token.normalize.Replace;
import io.embed4j.encode.token.normalize.SequenceNormalizer;
import io.embed4j.encode.token.normalize.Strip;
import io.embed4j.encode.token.old.SentencePieceModel.Algorithm;
import io.embed4j.encode.token.old.SentencePieceModel.Kind;
import io.embed4j.encode.token.old.SentencePieceModel.Piece;
import io.embed4j.encode.token.pipeline.AddedToken;
import io.embed4j.encode.token.pipeline.Parts;
import io.embed4j.encode.token.pipeline.TextTokenizer;
import io.embed4j.encode.token.post.PostProcessor;
import io.embed4j.encode.token.split.Finder;
import io.embed4j.encode.token.split.Metaspace;
import io.embed4j.encode.token.split.PatternSplit;
import io.embed4j.encode.token.split.PreTokenizer;
import io.embed4j.encode.token.split.Regexes;
import io.embed4j.encode.token.text.NormalForm;
import io.embed4j.encode.token.text.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a tokenizer of a SentencePiece model. Each family puts other special tokens around a text,
 * and some change ids or the text; which one it is stands in {@code tokenizer_config.json} only.
 */
final class SentencePieceFiles {
  private static final String SUPPORTED = "XLMRoberta, Albert, T5, MT5, Llama, Gemma, Siglip";
  private static final int SPACE_SIGN = '▁';
  private static final int EXTRA_IDS = 100; // of T5, where no file says how many

  private final String file;
  private final SentencePieceModel model;
  private final TokenizerConfig config;

  private SentencePieceFiles(String file, SentencePieceModel model, TokenizerConfig config) {
    this.file = file;
    this.model = model;
    this.config = config;
  }

  static Tokenizer load(String file, byte[] bytes, TokenizerConfig config) {
    SentencePieceModel model = SentencePieceModel.parse(file, bytes);
    String fallback = model.algorithm() == Algorithm.BPE ? "Llama" : "T5";
    String kind = config.tokenizerClass().orElse(fallback);
    SentencePieceFiles files = new SentencePieceFiles(file, model, config);
    return switch (kind) {
      case "XLMRoberta" -> files.xlmRoberta();
      case "Albert" -> files.albert();
      case "T5", "MT5" -> files.t5();
      case "Llama", "Gemma" -> files.llama();
      case "Siglip" -> files.siglip();
      default ->
          throw new ModelFormatException(
              file
                  + ": tokenizer_class is "
                  + kind
                  + ", but for SentencePiece models supported are "
                  + SUPPORTED);
    };
  }

  /** The ids are those of fairseq: four tokens of its own come first, and the mask last. */
  private Tokenizer xlmRoberta() {
    List<Piece> pieces = new ArrayList<>();
    for (String token : List.of("<s>", "<pad>", "</s>")) {
      pieces.add(new Piece(token, 0, Kind.CONTROL));
    }
    pieces.add(new Piece("<unk>", 0, Kind.UNKNOWN));
    pieces.addAll(
        model.pieces().subList(Math.min(3, model.pieces().size()), model.pieces().size()));
    pieces.add(new Piece("<mask>", 0, Kind.CONTROL));
    SentencePieceVocabulary vocabulary =
        new SentencePieceVocabulary(pieces, 3, model.byteFallback());
    return tokenizer(
        vocabulary,
        List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>"),
        withoutDoubleSpaces(),
        wordsWithSigns(),
        vocabulary.unigram(),
        PostProcessor.roberta(id(vocabulary, "<s>"), id(vocabulary, "</s>")));
  }

  private Tokenizer albert() {
    SentencePieceVocabulary vocabulary = pieces();
    List<Normalizer> normalizers = new ArrayList<>();
    normalizers.add(new Replace(Finder.literal("``"), "\""));
    normalizers.add(new Replace(Finder.literal("''"), "\""));
    if (!config.is("keep_accents", false)) {
      normalizers.add(NormalForm.NFKD::apply);
      normalizers.add(text -> text.keep(point -> !Points.isMark(point)));
    }
    if (config.is("do_lower_case", true)) {
      normalizers.add(new Lowercase());
    }
    normalizers.add(withoutDoubleSpaces());
    String cls = config.special("cls_token", "[CLS]");
    String sep = config.special("sep_token", "[SEP]");
    return tokenizer(
        vocabulary,
        List.of("<pad>", "<unk>", cls, sep, "[MASK]"),
        new SequenceNormalizer(normalizers),
        wordsWithSigns(),
        vocabulary.unigram(),
        PostProcessor.bert(id(vocabulary, cls), id(vocabulary, sep)));
  }

  /** The extra ids stand behind the pieces in descending order. */
  private Tokenizer t5() {
    List<Piece> all = new ArrayList<>(model.pieces());
    for (int extra = config.integer("extra_ids", EXTRA_IDS) - 1; extra >= 0; extra--) {
      all.add(new Piece("<extra_id_" + extra + ">", 0, Kind.CONTROL));
    }
    SentencePieceVocabulary vocabulary =
        new SentencePieceVocabulary(all, model.unknown(), model.byteFallback());
    String end = config.special("eos_token", "</s>");
    return tokenizer(
        vocabulary,
        List.of("<pad>", end, "<unk>"),
        withoutDoubleSpaces(),
        wordsWithSigns(),
        vocabulary.unigram(),
        endAfterEach(id(vocabulary, end)));
  }

  private Tokenizer siglip() {
    SentencePieceVocabulary vocabulary = pieces();
    String end = config.special("eos_token", "</s>");
    List<Normalizer> normalizers = new ArrayList<>();
    if (config.is("do_lower_case", true)) {
      normalizers.add(new Lowercase());
    }
    Finder punctuation = Finder.points(point -> point < 0x80 && Points.isPunctuation(point));
    normalizers.add(new Replace(punctuation, ""));
    normalizers.add(new Replace(Regexes.finder("\\s+"), " "));
    normalizers.add(new Strip(true, true));
    return tokenizer(
        vocabulary,
        List.of(end, "<unk>"),
        new SequenceNormalizer(normalizers),
        new Metaspace(SPACE_SIGN, Metaspace.Scheme.ALWAYS, true),
        vocabulary.unigram(),
        endAfterEach(id(vocabulary, end)));
  }

  private Tokenizer llama() {
    SentencePieceVocabulary vocabulary = pieces();
    String begin = config.special("bos_token", "<s>");
    String end = config.special("eos_token", "</s>");
    List<Normalizer> normalizers = new ArrayList<>();
    if (model.dummyPrefix()) {
      normalizers.add(new Prepend(Character.toString(SPACE_SIGN)));
    }
    normalizers.add(new Replace(Finder.literal(" "), Character.toString(SPACE_SIGN)));
    boolean bpe = model.algorithm() == Algorithm.BPE;
    return tokenizer(
        vocabulary,
        List.of("<unk>", begin, end),
        new SequenceNormalizer(normalizers),
        PreTokenizer.NONE,
        bpe ? vocabulary.bpe() : vocabulary.unigram(),
        PostProcessor.each(
            config.is("add_bos_token", true) ? special(vocabulary, begin) : List.of(),
            config.is("add_eos_token", false) ? special(vocabulary, end) : List.of(),
            1));
  }

  private static PostProcessor endAfterEach(int end) {
    return PostProcessor.each(List.of(), List.of(end), 0);
  }

  private SentencePieceVocabulary pieces() {
    return new SentencePieceVocabulary(model.pieces(), model.unknown(), model.byteFallback());
  }

  private List<Integer> special(SentencePieceVocabulary vocabulary, String token) {
    return List.of(id(vocabulary, token));
  }

  private int id(SentencePieceVocabulary vocabulary, String token) {
    return vocabulary
        .vocabulary()
        .id(token)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    file + ": the model must hold the piece " + token + ", but does not"));
  }

  /** The character map of the model, then one space where there are several. */
  private Normalizer withoutDoubleSpaces() {
    Normalizer single = new Replace(Regexes.finder(" {2,}"), " ");
    if (model.characterMap().length == 0) {
      return single;
    }
    try {
      return new SequenceNormalizer(List.of(Precompiled.parse(model.characterMap()), single));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file + ": the character map is damaged: " + e.getMessage());
    }
  }

  private static PreTokenizer wordsWithSigns() {
    return PreTokenizer.sequence(
        List.of(
            PatternSplit.whiteSpace(), new Metaspace(SPACE_SIGN, Metaspace.Scheme.ALWAYS, true)));
  }

  private Tokenizer tokenizer(
      SentencePieceVocabulary vocabulary,
      List<String> usual,
      Normalizer normalizer,
      PreTokenizer preTokenizer,
      TokenModel tokenModel,
      PostProcessor processor) {
    Vocabulary ids = vocabulary.vocabulary();
    Stream<AddedToken> ownTokens = vocabulary.userDefined().stream();
    List<AddedToken> added = config.addedTokens(ids::id, usual, true);
    Decoder decoder =
        Decoder.sequence(
            List.of(
                Decoders.byteFallback(), Decoders.fuse(), Decoders.metaspace(SPACE_SIGN, true)));
    return new TextTokenizer(
        new Parts(
            Stream.concat(ownTokens, added.stream()).toList(),
            normalizer,
            preTokenizer,
            tokenModel,
            processor,
            decoder,
            Truncation.NONE));
  }
}
