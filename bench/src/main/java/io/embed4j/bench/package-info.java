/** Benchmarks, each beside the machine's own roofline. */
@NullMarked
package io.embed4j.bench;

import org.jspecify.annotations.NullMarked;
