package io.embed4j.encode.token;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single parts of {@code tokenizer.json} beside the native ones, on hostile texts. */
class PartsTest {
  private static final int TEXTS = 400;

  private static final String QWEN2 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}"
          + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";

  private static void compare(String name, WrittenFile file) throws IOException {
    Comparison.assertSame(name, file.json(), HostileTexts.list(30, TEXTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'NFC'}",
        "{'type': 'NFD'}",
        "{'type': 'NFKC'}",
        "{'type': 'NFKD'}",
        "{'type': 'Lowercase'}",
        "{'type': 'StripAccents'}",
        "{'type': 'Strip', 'strip_left': true, 'strip_right': true}",
        "{'type': 'Strip', 'strip_left': false, 'strip_right': true}",
        "{'type': 'Prepend', 'prepend': 'ab'}",
        "{'type': 'Replace', 'pattern': {'String': 'a'}, 'content': 'xyz'}",
        "{'type': 'Replace', 'pattern': {'String': ' '}, 'content': ''}",
        "{'type': 'Replace', 'pattern': {'Regex': '\\\\s+'}, 'content': ' '}",
        "{'type': 'Replace', 'pattern': {'Regex': '[^\\\\w\\\\s]'}, 'content': '-'}",
        "{'type': 'Replace', 'pattern': {'Regex': '\\\\W+'}, 'content': '-'}",
        "{'type': 'Replace', 'pattern': {'Regex': '[[:alpha:]\\\\d]+'}, 'content': '-'}",
        "{'type': 'Replace', 'pattern': {'Regex': '^.|.$'}, 'content': '-'}",
        "{'type': 'BertNormalizer', 'clean_text': true, 'handle_chinese_chars': true,"
            + " 'strip_accents': null, 'lowercase': true}",
        "{'type': 'BertNormalizer', 'clean_text': false, 'handle_chinese_chars': false,"
            + " 'strip_accents': true, 'lowercase': false}",
        "{'type': 'Sequence', 'normalizers': [{'type': 'NFKD'}, {'type': 'StripAccents'},"
            + " {'type': 'NFC'}, {'type': 'Lowercase'}, {'type': 'NFKC'}]}",
      })
  void normalizersGiveTheSame(String normalizer) throws IOException {
    compare(normalizer, WrittenFile.of("normalizer", normalizer).with("model", WrittenFile.BYTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'BertPreTokenizer'}",
        "{'type': 'Whitespace'}",
        "{'type': 'WhitespaceSplit'}",
        "{'type': 'Punctuation', 'behavior': 'Isolated'}",
        "{'type': 'Punctuation', 'behavior': 'Removed'}",
        "{'type': 'Punctuation', 'behavior': 'Contiguous'}",
        "{'type': 'Punctuation', 'behavior': 'MergedWithPrevious'}",
        "{'type': 'Punctuation', 'behavior': 'MergedWithNext'}",
        "{'type': 'Digits', 'individual_digits': true}",
        "{'type': 'Digits', 'individual_digits': false}",
        "{'type': 'CharDelimiterSplit', 'delimiter': 'a'}",
        "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true, 'use_regex': true}",
        "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true,"
            + " 'use_regex': false}",
        "{'type': 'Metaspace', 'replacement': '_', 'prepend_scheme': 'always', 'split': true}",
        "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'first', 'split': true}",
        "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'never', 'split': true}",
        "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'first', 'split': false}",
        "{'type': 'Split', 'pattern': {'String': ' '}, 'behavior': 'MergedWithPrevious',"
            + " 'invert': false}",
        "{'type': 'Sequence', 'pretokenizers': [{'type': 'WhitespaceSplit'},"
            + " {'type': 'Digits', 'individual_digits': true}, {'type': 'Metaspace',"
            + " 'replacement': '▁', 'prepend_scheme': 'first', 'split': true}]}",
      })
  void preTokenizersGiveTheSame(String preTokenizer) throws IOException {
    WrittenFile file =
        WrittenFile.of("pre_tokenizer", preTokenizer).with("model", WrittenFile.WORDS);
    compare(preTokenizer, file);
    compare(preTokenizer, file.with("added_tokens", list(1, ADDED)));
  }

  /** The first four are scanners of ours, the others go to the JDK's engine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "`s|`t|`re|`ve|`m|`ll|`d| ?\\\\p{L}+| ?\\\\p{N}+| ?[^\\\\s\\\\p{L}\\\\p{N}]+|\\\\s+(?!\\\\S)|\\\\s+",
        "QWEN2",
        "LLAMA3",
        "`(?i:[sdmt]|ll|ve|re)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?+\\\\p{L}+|\\\\p{N}{1,3}"
            + "| ?[^\\\\s\\\\p{L}\\\\p{N}]++[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]|\\\\s+(?!\\\\S)|\\\\s+",
        "`s|`t|`re|`ve|`m|`ll|`d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+",
        "[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?[\\\\p{Lu}\\\\p{Lt}\\\\p{Lm}\\\\p{Lo}\\\\p{M}]*"
            + "[\\\\p{Ll}\\\\p{Lm}\\\\p{Lo}\\\\p{M}]+(?i:`s|`t)?|\\\\p{N}{1,3}",
        "\\\\p{N}{1,3}+",
        "[一-龥\u3040-ゟ゠-ヿ]+",
        "\\\\d*",
        "(?i)HELLO|the",
      })
  void regularExpressionsGiveTheSame(String written) throws IOException {
    String qwen2 = QWEN2.replace('\'', '`');
    String regex =
        written
            .replace("QWEN2", qwen2)
            .replace("LLAMA3", qwen2.replace("|\\\\p{N}|", "|\\\\p{N}{1,3}|"));
    for (String behavior : List.of("Isolated", "Removed", "MergedWithNext")) {
      for (boolean inverted : new boolean[] {false, true}) {
        String split =
            "{'type': 'Split', 'pattern': {'Regex': '%s'}, 'behavior': '%s', 'invert': %s}"
                .formatted(regex, behavior, inverted);
        compare(split, WrittenFile.of("pre_tokenizer", split).with("model", WrittenFile.WORDS));
      }
    }
  }

  private static final List<String> ADDED =
      List.of(
          added("[MASK]", true, true, false, false),
          added("<mask>", false, true, false, false),
          added("the", true, false, false, true),
          added("hello", false, false, true, true),
          added("[MASK", false, false, false, false),
          added("é", false, false, false, true));

  private static String added(
      String content, boolean word, boolean left, boolean right, boolean normalized) {
    return "'content': '%s', 'single_word': %s, 'lstrip': %s, 'rstrip': %s, 'normalized': %s, 'special': false"
        .formatted(content, word, left, right, normalized);
  }

  /** Returns a list of tokens; the ids follow those of the model. */
  private static String list(int firstId, List<String> tokens) {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < tokens.size(); i++) {
      list.add("{'id': " + (firstId + i) + ", " + tokens.get(i) + "}");
    }
    return list.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{'type': 'Lowercase'}", "{'type': 'NFD'}"})
  void addedTokensGiveTheSame(String normalizer) throws IOException {
    List<String> files = new ArrayList<>();
    ADDED.forEach(token -> files.add(list(1, List.of(token))));
    files.add(list(1, ADDED));
    for (String tokens : files) {
      compare(
          tokens,
          WrittenFile.of("added_tokens", tokens)
              .with("normalizer", normalizer)
              .with("model", WrittenFile.WORDS));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true}",
        "{'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': true}",
        "{'type': 'RobertaProcessing', 'sep': ['u', 0], 'cls': ['u', 0], 'trim_offsets': true,"
            + " 'add_prefix_space': true}",
        "{'type': 'BertProcessing', 'sep': ['u', 0], 'cls': ['u', 0]}",
        "{'type': 'Sequence', 'processors': [{'type': 'ByteLevel', 'add_prefix_space': false,"
            + " 'trim_offsets': true}, {'type': 'TemplateProcessing', 'single': [{'SpecialToken':"
            + " {'id': 'x', 'type_id': 3}}, {'Sequence': {'id': 'A', 'type_id': 2}}], 'pair':"
            + " [{'Sequence': {'id': 'B', 'type_id': 1}}, {'Sequence': {'id': 'A', 'type_id': 0}}],"
            + " 'special_tokens': {'x': {'id': 'x', 'ids': [0, 0], 'tokens': ['u', 'u']}}}]}",
      })
  void postProcessorsGiveTheSame(String processor) throws IOException {
    String added = list(9, List.of(ADDED.get(1)));
    String splitter =
        "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true, 'use_regex': true}";
    String bytes =
        "{'type': 'BPE', 'unk_token': 'u', 'fuse_unk': false, 'vocab': {'u': 0, 'Ġ': 1, 'a': 2,"
            + " 'ĠĠ': 3, 'Ġa': 4, 'Ċ': 5, 't': 6, 'aĠ': 7, 'x': 8}, 'merges': ['Ġ Ġ', 'Ġ a', 'a Ġ']}";
    compare(
        processor,
        WrittenFile.of("post_processor", processor)
            .with("pre_tokenizer", splitter)
            .with("added_tokens", added)
            .with("model", bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'BPE', 'unk_token': 'u', 'fuse_unk': true, 'vocab': {'u': 0, 'a': 1, 'e': 2,"
            + " 'h': 3, 'he': 4, 't': 5, 'the': 6}, 'merges': ['h e', 't he']}",
        "{'type': 'BPE', 'unk_token': 'u', 'fuse_unk': false, 'vocab': {'u': 0, 'a': 1, 'e': 2,"
            + " 'h': 3, 'he': 4, 't': 5, 'the': 6}, 'merges': [['h', 'e'], ['t', 'he']]}",
        "{'type': 'BPE', 'vocab': {'l': 0, 'o': 1, 'll': 2, 'é': 3, '今': 4, 'e': 5, 'lo': 6,"
            + " 'hello': 7}, 'merges': ['l l', 'l o'], 'ignore_merges': true}",
        "{'type': 'BPE', 'unk_token': 'u', 'continuing_subword_prefix': '##',"
            + " 'end_of_word_suffix': '.', 'vocab': {'u': 0, 't': 1, '##h': 2, '##e.': 3, 'th': 4,"
            + " 'the.': 5, '##l': 6, '##ll': 7}, 'merges': ['t ##h', 'th ##e.', '##l ##l']}",
        "{'type': 'WordPiece', 'unk_token': 'u', 'continuing_subword_prefix': '##',"
            + " 'max_input_chars_per_word': 5, 'vocab': {'u': 0, 'the': 1, 'h': 2, '##e': 3,"
            + " '##ell': 4, '##o': 5, 't': 6, '##he': 7, '今': 8, '##天': 9}}",
        "{'type': 'Unigram', 'unk_id': 0, 'byte_fallback': false, 'vocab': [['u', 0],"
            + " ['a', -1.5], ['he', -2], ['h', -1], ['e', -1], ['l', -1], ['ll', -2], ['hello', -9],"
            + " ['今', -3], ['今天', -3], ['天', 0], ['ĳ', -1]]}",
        "{'type': 'Unigram', 'unk_id': 1, 'byte_fallback': true, 'vocab': [['a', 0], ['u', -1],"
            + " ['<0xC3>', -4], ['<0xA9>', -5], ['e', -1], ['the', -2.5], ['th', -1.5]]}",
        "{'type': 'WordLevel', 'unk_token': 'u', 'vocab': {'u': 5, 'the': 1, 'hello': 2}}",
      })
  void modelsGiveTheSame(String model) throws IOException {
    WrittenFile file = WrittenFile.of("model", model);
    compare(model, file);
    compare(model, file.with("pre_tokenizer", "{'type': 'WhitespaceSplit'}"));
  }
}
