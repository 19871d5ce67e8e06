package io.embed4j.encode.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of files that are missing, damaged or of unknown kinds. */
class TokenizersTest {
  @TempDir Path folder;

  @Test
  void aMissingTokenizerIsNamed() {
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "there is no tokenizer in "
                + folder
                + ": looked for tokenizer.json, vocab.txt, vocab.json with merges.txt,"
                + " spiece.model, sentencepiece.bpe.model, tokenizer.model, sentencepiece.model");
    assertThatThrownBy(() -> Tokenizers.load(folder.resolve("x.json")))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no file or folder " + folder.resolve("x.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          normalizer | {'type': 'Nmt'} | $.normalizer.type is "Nmt", but supported are BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Replace, Prepend, Precompiled, Strip, Sequence
          normalizer | {'type': 'Sequence', 'normalizers': [{'type': 'NFC'}, {'typ': 1}]} | $.normalizer.normalizers[1].type must be a string, but is missing
          normalizer | {'type': 'Precompiled', 'precompiled_charsmap': 'AAAA'} | $.normalizer.precompiled_charsmap: the character map is damaged: the trie's length is -1 of 3 bytes
          normalizer | {'type': 'Replace', 'pattern': {'Regex': '(a'}, 'content': ''} | $.normalizer.pattern.Regex: no regular expression: Unclosed group
          normalizer | {'type': 'Replace', 'pattern': 'a', 'content': ''} | $.normalizer.pattern must be an object with String or Regex, but is "a"
          normalizer | {'type': 'Prepend', 'prepend': 3} | $.normalizer.prepend must be a string, but is 3
          normalizer | {'type': 'Strip', 'strip_left': 'yes'} | $.normalizer.strip_left must be true or false, but is "yes"
          pre_tokenizer | {'type': 'UnicodeScripts'} | $.pre_tokenizer.type is "UnicodeScripts", but supported are BertPreTokenizer, Whitespace, WhitespaceSplit, ByteLevel, Metaspace, Split, Punctuation, Digits, CharDelimiterSplit, Sequence
          pre_tokenizer | {'type': 'Punctuation', 'behavior': 'Kept'} | $.pre_tokenizer.behavior is "Kept", but supported are Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous
          pre_tokenizer | {'type': 'Metaspace', 'replacement': ''} | $.pre_tokenizer.replacement must be one character, but is ""
          post_processor | {'type': 'Other'} | $.post_processor.type is "Other", but supported are TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence
          post_processor | {'type': 'BertProcessing', 'sep': 3, 'cls': 4} | $.post_processor.cls must be a token and its id, but is 4
          decoder | {'type': 'CTC'} | $.decoder.type is "CTC", but supported are WordPiece, ByteLevel, Metaspace, BPEDecoder, Replace, ByteFallback, Fuse, Strip, Sequence
          model | null | $.model must be an object, but is null
          model | {'type': 'CharLevel'} | $.model.type is "CharLevel", but supported are WordPiece, BPE, Unigram, WordLevel
          model | {'type': 'WordLevel', 'unk_token': 'v', 'vocab': {'u': 0}} | $.model.unk_token must be a token of the vocabulary, but is "v"
          model | {'type': 'WordLevel', 'unk_token': 'u', 'vocab': {'u': -1}} | $.model.vocab: ids must not be negative, but one is -1
          model | {'type': 'WordLevel', 'unk_token': 'u', 'vocab': {'u': 2000000000}} | $.model.vocab: the highest id is 2000000000, but there are only 1 tokens
          model | {'type': 'BPE', 'vocab': {'a': 0}, 'merges': ['a b']} | $.model.merges[0]: one of the two tokens or what they merge to is not in the vocabulary
          model | {'type': 'BPE', 'vocab': {'a': 0}, 'merges': [['a']]} | $.model.merges[0] must be a string, but is ["a"]
          model | {'type': 'BPE', 'vocab': {'a': 0}, 'merges': [], 'dropout': 0.1} | $.model.dropout: dropout is for training only and must be null or 0
          model | {'type': 'Unigram', 'vocab': [['a']]} | $.model.vocab[0] must be a token and its score, but is ["a"]
          model | {'type': 'Unigram', 'unk_id': 1, 'vocab': [['a', 0]]} | $.model.unk_id must be the id of a token, but is 1
          truncation | {'max_length': 0} | $.truncation.max_length must be at least 1, but is 0
          truncation | {'max_length': 9, 'strategy': 'Other'} | $.truncation.strategy is "Other", but supported are LongestFirst, OnlyFirst, OnlySecond
          added_tokens | [{'id': 1}] | $.added_tokens[0].content must be a string, but is missing
          """)
  void faultsSayFilePlaceAndWhatIsSupported(String key, String value, String message) {
    byte[] json = WrittenFile.of("model", WrittenFile.WORDS).with(key, value).json();
    assertThatThrownBy(() -> Tokenizers.parse("a/tokenizer.json", json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("a/tokenizer.json: " + message.replace("`", "'"));
  }

  @Test
  void damagedJsonIsSaidSo() {
    assertThatThrownBy(() -> Tokenizers.parse("t.json", "{\"a\": ".getBytes(UTF_8)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("t.json: no sound JSON: Unexpected end-of-input");
    assertThatThrownBy(() -> Tokenizers.parse("t.json", "[]".getBytes(UTF_8)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("t.json: $ must be a JSON object, but is []");
  }

  @Test
  void olderFilesSayWhatTheyLack() throws IOException {
    Path vocabulary = folder.resolve("vocab.txt");
    Files.writeString(vocabulary, "a\n[UNK]\n");
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .hasMessage(vocabulary + ": the vocabulary must hold [CLS], but does not");
    Files.delete(vocabulary);
    Path words = folder.resolve("vocab.json");
    Files.writeString(words, "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    assertThatThrownBy(() -> Tokenizers.load(words))
        .hasMessage(words + " needs " + folder.resolve("merges.txt") + ", which is missing");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\nb a\n");
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .hasMessage(
            folder.resolve("merges.txt") + ":3: must be two tokens that merge to one of " + words);
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"FooTokenizerFast\"}");
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            words
                + ": tokenizer_class is Foo, but for vocab.json supported are GPT2, Roberta,"
                + " Qwen2, CLIP");
  }

  @Test
  void damagedSentencePieceModelsAreRefused() throws IOException {
    Path model = folder.resolve("spiece.model");
    Files.write(model, new byte[] {});
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(model + ": no sound SentencePiece model: no unknown token among 0 pieces");
    Files.write(model, new byte[] {0x0A, 0x7F, 1});
    assertThatThrownBy(() -> Tokenizers.load(folder))
        .hasMessage(model + ": at byte 2: truncated: 127 more bytes expected, but there are 1");
    Path fixture =
        Samples.fixtures().stream()
            .map(path -> path.resolve("spiece.model"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    byte[] whole = Files.readAllBytes(fixture);
    for (int length = 1; length < whole.length; length += 997) {
      Files.write(model, Arrays.copyOf(whole, length));
      try {
        assertThat(Tokenizers.load(folder).vocabularySize()).isPositive();
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageContaining(model.toString());
      }
    }
  }
}
