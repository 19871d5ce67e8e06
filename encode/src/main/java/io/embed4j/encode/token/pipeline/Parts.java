package io.embed4j.encode.token.pipeline;

import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.decode.Decoder;
import io.embed4j.encode.token.model.TokenModel;
import io.embed4j.encode.token.normalize.Normalizer;
import io.embed4j.encode.token.post.PostProcessor;
import io.embed4j.encode.token.split.PreTokenizer;
import java.util.List;

/**
 * What a tokenizer is made of, in the order in which a text passes through.
 *
 * @param addedTokens tokens that are looked for in the text itself
 * @param normalizer what changes the text between them
 * @param preTokenizer what cuts it into words
 * @param model what cuts words into tokens
 * @param postProcessor what adds special tokens
 * @param decoder what makes text of tokens
 * @param truncation how the files say that sequences should be shortened
 */
public record Parts(
    List<AddedToken> addedTokens,
    Normalizer normalizer,
    PreTokenizer preTokenizer,
    TokenModel model,
    PostProcessor postProcessor,
    Decoder decoder,
    Truncation truncation) {
  /** Copies the list. */
  public Parts {
    addedTokens = List.copyOf(addedTokens);
  }
}
