/**
 * How good vectors are: similarity, paraphrases and retrieval, measured as MTEB does. Open {@link
 * io.embed4j.encode.benchmark.Tasks} first.
 */
@NullMarked
package io.embed4j.encode.benchmark;

import org.jspecify.annotations.NullMarked;
