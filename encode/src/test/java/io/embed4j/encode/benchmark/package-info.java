/** Figures against counts by hand and plain formulas. */
@NullMarked
package io.embed4j.encode.benchmark;

import org.jspecify.annotations.NullMarked;
