/**
 * The files in which tokenizers come. Open {@link io.embed4j.encode.token.file.TokenizerJson}
 * first.
 */
@NullMarked
package io.embed4j.encode.token.file;

import org.jspecify.annotations.NullMarked;
