/**
 * How good vectors of texts are, by public data sets and the rules of MTEB. Knows no models: what
 * is measured is a {@link io.embed4j.encode.benchmark.VectorSource}. Open {@link
 * io.embed4j.encode.benchmark.Tasks} first.
 */
@NullMarked
package io.embed4j.encode.benchmark;

import org.jspecify.annotations.NullMarked;
