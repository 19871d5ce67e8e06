/**
 * Model folders: what turns a text into a vector, read from the files of sentence-transformers and
 * transformers. Open {@link io.embed4j.encode.model.EncoderFolder} first.
 */
@NullMarked
package io.embed4j.encode.model;

import org.jspecify.annotations.NullMarked;
