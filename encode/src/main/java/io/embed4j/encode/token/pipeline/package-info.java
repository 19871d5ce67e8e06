/**
 * The parts of a tokenizer put together. Open {@link
 * io.embed4j.encode.token.pipeline.TextTokenizer} first.
 */
@NullMarked
package io.embed4j.encode.token.pipeline;

import org.jspecify.annotations.NullMarked;
