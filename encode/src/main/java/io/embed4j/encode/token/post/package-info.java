/**
 * What happens to tokens after the model: special tokens around them, spaces out of their offsets.
 * Open {@link io.embed4j.encode.token.post.PostProcessor} first.
 */
@NullMarked
package io.embed4j.encode.token.post;

import org.jspecify.annotations.NullMarked;
